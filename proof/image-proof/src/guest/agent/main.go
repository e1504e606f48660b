// Command agent is a stand-in for Semaphore's agent in the guest. It validates the configuration file, calls the Semaphore
// API and runs the shutdown hook as the real agent does. It runs one shell job at a time.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const version = "v2.4.0"

func main() {
	if len(os.Args) == 2 && os.Args[1] == "version" {
		fmt.Println(version)
		return
	}
	if len(os.Args) != 4 || os.Args[1] != "start" || os.Args[2] != "--config-file" {
		log.Fatalf("usage: agent start --config-file <file>, not %v", os.Args[1:])
	}
	if path := os.Getenv("SEMAPHORE_AGENT_LOG_FILE_PATH"); path != "" {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			log.Fatal(err)
		}
		log.SetOutput(file)
	}
	config, err := readConfig(os.Args[3])
	if err != nil {
		log.Fatalf("configuration: %v", err)
	}
	reason := newAgent(config).run()
	runHook(config.ShutdownHook, reason)
}

func newAgent(config *Config) *agent {
	a := &agent{config: config, api: newAPI(config)}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	go func() {
		<-signals
		a.interruptedAt.Store(time.Now().Unix())
	}()
	return a
}

type agent struct {
	config        *Config
	api           *api
	interruptedAt atomic.Int64
	job           *job
}

// run syncs until Semaphore shuts down the agent, and returns the reason.
func (a *agent) run() string {
	if err := a.api.register(a.config); err != nil {
		log.Fatalf("register: %v", err)
	}
	log.Printf("registered as %s", a.config.Name)
	// As in pkg/listener/listener.go of the real agent. start.sh waits for this line.
	log.Print("Starting to poll for jobs")
	state, jobID, result := "waiting-for-jobs", "", ""
	for {
		if a.job != nil {
			select {
			case result = <-a.job.done:
				state = "finished-job"
			default:
				state = "running-job"
			}
		}
		// This line and those below are as in pkg/listener/selfhostedapi/sync.go of the real agent.
		log.Printf("SYNC request (state: %s)", state)
		answer, err := a.api.sync(syncRequest{state, jobID, result, a.interruptedAt.Load()})
		if err != nil {
			log.Printf("sync: %v", err)
			time.Sleep(time.Second)
			continue
		}
		switch answer.Action {
		case "run-job", "stop-job":
			log.Printf("SYNC response (action: %s, job: %s)", answer.Action, answer.JobID)
		case "shutdown":
			log.Printf("SYNC response (action: shutdown, reason: %s)", answer.ShutdownReason)
		default:
			log.Printf("SYNC response (action: %s)", answer.Action)
		}
		switch answer.Action {
		case "run-job":
			jobID = answer.JobID
			a.job = a.startJob(jobID)
		case "stop-job":
			if a.job != nil {
				a.job.stop()
			}
		case "wait-for-jobs":
			a.job, state, jobID, result = nil, "waiting-for-jobs", "", ""
		case "shutdown":
			if err := a.api.disconnect(); err != nil {
				log.Printf("disconnect: %v", err)
			}
			return strings.ToUpper(strings.ReplaceAll(answer.ShutdownReason, "-", "_"))
		}
		time.Sleep(time.Duration(answer.NextSyncAfter) * time.Millisecond)
	}
}

func runHook(path, reason string) {
	log.Printf("shutting down: %s", reason)
	if path == "" {
		return
	}
	hook := exec.Command("bash", path)
	hook.Dir = filepath.Dir(os.Args[0])
	hook.Env = append(os.Environ(), "SEMAPHORE_AGENT_SHUTDOWN_REASON="+reason)
	output, err := hook.CombinedOutput()
	log.Printf("hook: %v\n%s", err, output)
}
