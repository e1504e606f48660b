package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"time"
)

// api is the Semaphore API as a self-hosted agent uses it.
type api struct {
	base   string
	token  string
	client http.Client
}

type syncRequest struct {
	State         string `json:"state"`
	JobID         string `json:"job_id"`
	JobResult     string `json:"job_result"`
	InterruptedAt int64  `json:"interrupted_at"`
}

type syncResponse struct {
	Action         string `json:"action"`
	JobID          string `json:"job_id"`
	ShutdownReason string `json:"shutdown_reason"`
	NextSyncAfter  int    `json:"next_sync_after"`
}

func newAPI(config *Config) *api {
	scheme := "https"
	if config.NoHTTPS {
		scheme = "http"
	}
	base := fmt.Sprintf("%s://%s/api/v1/self_hosted_agents", scheme, config.Endpoint)
	return &api{base: base, token: config.Token, client: http.Client{Timeout: 10 * time.Second}}
}

func (a *api) register(config *Config) error {
	hostname, err := os.Hostname()
	if err != nil {
		return err
	}
	var answer struct {
		Token string `json:"token"`
	}
	request := map[string]any{
		"name": config.Name, "version": version, "pid": os.Getpid(), "os": "Linux", "arch": runtime.GOARCH,
		"hostname": hostname, "single_job": config.DisconnectAfterJob, "idle_timeout": config.IdleTimeoutSeconds,
		"interruption_grace_period": config.GracePeriodSeconds, "job_id": "",
	}
	if err := a.call(http.MethodPost, a.base+"/register", request, http.StatusCreated, &answer); err != nil {
		return err
	}
	a.token = answer.Token
	return nil
}

func (a *api) sync(request syncRequest) (syncResponse, error) {
	var answer syncResponse
	err := a.call(http.MethodPost, a.base+"/sync", request, http.StatusOK, &answer)
	return answer, err
}

func (a *api) disconnect() error {
	return a.call(http.MethodPost, a.base+"/disconnect", struct{}{}, http.StatusOK, nil)
}

func (a *api) job(id string) (*jobRequest, error) {
	var request jobRequest
	err := a.call(http.MethodGet, a.base+"/jobs/"+id, nil, http.StatusOK, &request)
	return &request, err
}

func (a *api) call(method, url string, body any, expected int, answer any) error {
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, url, reader)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Token "+a.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != expected {
		return fmt.Errorf("%s %s: status %d", method, url, response.StatusCode)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
