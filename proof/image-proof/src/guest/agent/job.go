package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

type jobRequest struct {
	Commands []struct {
		Directive string `json:"directive"`
	} `json:"commands"`
	EnvVars []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"env_vars"`
	Logger struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	} `json:"logger"`
}

// job is a running job. done receives its result once.
type job struct {
	done    chan string
	command *exec.Cmd
}

func (a *agent) startJob(id string) *job {
	running := &job{done: make(chan string, 1)}
	request, err := a.api.job(id)
	if err != nil {
		log.Printf("job %s: %v", id, err)
		running.done <- "failed"
		return running
	}
	var directives []string
	for _, command := range request.Commands {
		directives = append(directives, command.Directive)
	}
	running.command = exec.Command("bash", "-ec", strings.Join(directives, "\n"))
	running.command.Env = os.Environ()
	for _, variable := range request.EnvVars {
		if value, err := base64.StdEncoding.DecodeString(variable.Value); err == nil {
			running.command.Env = append(running.command.Env, variable.Name+"="+string(value))
		}
	}
	// The last value of a variable counts. The real agent's configuration replaces variables of the pipeline too
	// (pkg/shell/env.go of semaphoreci/agent).
	running.command.Env = append(running.command.Env, a.config.EnvVars...)
	// The job gets its own process group, so that stop ends all of its processes.
	running.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	go func() {
		output, err := running.command.CombinedOutput()
		result := "passed"
		if err != nil {
			result = "failed"
		}
		log.Printf("job %s %s", id, result)
		if err := a.pushLog(request, string(output), result); err != nil {
			log.Printf("log of job %s: %v", id, err)
		}
		running.done <- result
	}()
	return running
}

func (j *job) stop() {
	if j.command != nil && j.command.Process != nil {
		if err := syscall.Kill(-j.command.Process.Pid, syscall.SIGKILL); err != nil {
			log.Printf("stop: %v", err)
		}
	}
}

func (a *agent) pushLog(request *jobRequest, output, result string) error {
	var lines []string
	for _, event := range []map[string]any{
		{"event": "job_started"},
		{"event": "cmd_output", "output": output},
		{"event": "job_finished", "result": result},
	} {
		event["timestamp"] = time.Now().Unix()
		line, err := json.Marshal(event)
		if err != nil {
			return err
		}
		lines = append(lines, string(line))
	}
	body := strings.NewReader(strings.Join(lines, "\n") + "\n")
	push, err := http.NewRequest(http.MethodPost, request.Logger.URL+"?start_from=0", body)
	if err != nil {
		return err
	}
	push.Header.Set("Authorization", "Bearer "+request.Logger.Token)
	response, err := a.api.client.Do(push)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	return nil
}
