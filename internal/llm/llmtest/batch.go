package llmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// BatchFault is what goes otherwise with a batch. A fine batch is carried out by the time that somebody asks how it stands.
type BatchFault string

// The faults of batches.
const (
	BatchFine    BatchFault = ""
	BatchSlow    BatchFault = "slow"    // validating, in_progress, finalizing: a step each time that somebody asks
	BatchHeld    BatchFault = "held"    // in_progress until it is cancelled
	BatchExpired BatchFault = "expired" // half of it is carried out
	BatchFailed  BatchFault = "failed"  // it does not pass validation
	BatchLost    BatchFault = "lost"    // it is made, and the connection breaks before anybody hears of it
	BatchSilent  BatchFault = "silent"  // it is made, and nobody ever hears of it
	BatchRefused BatchFault = "refused" // 429 at its making
	BatchAway    BatchFault = "away"    // in_progress at first; then six looks in a row fail
	BatchStrange BatchFault = "strange" // its answers stand there twice, and some that nobody asked for
	BatchQuoted  BatchFault = "quoted"  // the bodies of its answers are strings that hold JSON
	BatchQuick   BatchFault = "quick"   // carried out before anybody asks
)

// BatchFaults gives all of them.
func BatchFaults() []BatchFault {
	return []BatchFault{BatchFine, BatchSlow, BatchHeld, BatchExpired, BatchFailed, BatchLost, BatchSilent, BatchRefused, BatchAway, BatchStrange, BatchQuoted, BatchQuick}
}

// Batch is a batch as the server has it.
type Batch struct {
	ID        string            `json:"id"`
	Object    string            `json:"object"`
	Endpoint  string            `json:"endpoint"`
	Errors    *batchErrors      `json:"errors"`
	Input     string            `json:"input_file_id"`
	Window    string            `json:"completion_window"`
	Status    string            `json:"status"`
	Output    *string           `json:"output_file_id"`
	ErrorFile *string           `json:"error_file_id"`
	CreatedAt int64             `json:"created_at"`
	Counts    batchCounts       `json:"request_counts"`
	Metadata  map[string]string `json:"metadata"`

	fault  BatchFault
	header http.Header
	looks  int
}

type batchErrors struct {
	Data []apiError `json:"data"`
}

type batchCounts struct {
	Total     int `json:"total"`
	Completed int `json:"completed"`
	Failed    int `json:"failed"`
}

// batches is what the server has of files and batches.
type batches struct {
	mu    sync.Mutex
	tried int
	files map[string][]byte
	all   []*Batch
}

// Batches gives all batches that were made, the oldest first.
func (s *Server) Batches() []Batch {
	s.batches.mu.Lock()
	defer s.batches.mu.Unlock()
	var all []Batch
	for _, b := range s.batches.all {
		all = append(all, *b)
	}
	return all
}

// BatchesTried tells how often a batch was asked for.
func (s *Server) BatchesTried() int {
	s.batches.mu.Lock()
	defer s.batches.mu.Unlock()
	return s.batches.tried
}

// serveBatches answers POST and GET of …/files and …/batches, and tells whether this was one.
func (s *Server) serveBatches(w http.ResponseWriter, r *http.Request) bool {
	_, path, found := strings.Cut(r.URL.Path, "/v1/")
	room, rest, _ := strings.Cut(path, "/")
	if !found || room != "files" && room != "batches" || s.NoBatches {
		return false
	}
	id, what, _ := strings.Cut(rest, "/")
	switch {
	case room == "files" && r.Method == http.MethodPost && id == "":
		s.upload(w, r)
	case room == "files" && r.Method == http.MethodGet && what == "content":
		s.content(w, id)
	case room == "batches" && r.Method == http.MethodPost && id == "":
		s.makeBatch(w, r)
	case room == "batches" && r.Method == http.MethodPost && what == "cancel":
		s.showBatch(w, id, s.cancel)
	case room == "batches" && r.Method == http.MethodGet && id == "":
		s.listBatches(w, r)
	case room == "batches" && r.Method == http.MethodGet:
		s.showBatch(w, id, func(b *Batch) string { s.step(b); return "" })
	default:
		return false
	}
	return true
}

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("file")
	var data []byte
	if err == nil {
		data, err = io.ReadAll(file)
	}
	if err != nil || r.FormValue("purpose") != "batch" || len(data) > 20_000_000 {
		sendError(w, http.StatusBadRequest, apiError{Message: "this is no file for a batch", Type: "invalid_request_error"})
		return
	}
	s.batches.mu.Lock()
	defer s.batches.mu.Unlock()
	id := s.keepFile(data)
	send(w, http.StatusOK, encode(map[string]any{"id": id, "object": "file", "bytes": len(data), "filename": header.Filename, "purpose": "batch"}))
}

func (s *Server) keepFile(data []byte) string {
	if s.batches.files == nil {
		s.batches.files = map[string][]byte{}
	}
	id := fmt.Sprintf("file-%d", len(s.batches.files)+1)
	s.batches.files[id] = data
	return id
}

func (s *Server) content(w http.ResponseWriter, id string) {
	s.batches.mu.Lock()
	data, found := s.batches.files[id]
	s.batches.mu.Unlock()
	if !found {
		sendError(w, http.StatusNotFound, apiError{Message: "No such File object: " + id, Type: "invalid_request_error"})
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(data)
}

func (s *Server) makeBatch(w http.ResponseWriter, r *http.Request) {
	b := &Batch{Object: "batch", Status: "validating", CreatedAt: time.Now().Unix(), header: r.Header.Clone()}
	var asked struct {
		Input    string            `json:"input_file_id"`
		Endpoint string            `json:"endpoint"`
		Window   string            `json:"completion_window"`
		Metadata map[string]string `json:"metadata"`
	}
	err := json.NewDecoder(r.Body).Decode(&asked)
	s.batches.mu.Lock()
	_, found := s.batches.files[asked.Input]
	s.batches.tried++
	if s.BatchPlan != nil {
		b.fault = s.BatchPlan(s.batches.tried)
	}
	fine := err == nil && found && asked.Endpoint == "/v1/chat/completions" && asked.Window == "24h"
	b.Input, b.Endpoint, b.Window, b.Metadata = asked.Input, asked.Endpoint, asked.Window, asked.Metadata
	if fine && b.fault != BatchRefused {
		s.batches.all = append(s.batches.all, b)
		b.ID = fmt.Sprintf("batch_%d", len(s.batches.all))
		b.Counts.Total = bytes.Count(s.batches.files[b.Input], []byte("\n"))
	}
	shown := encode(b)
	s.batches.mu.Unlock()
	switch {
	case b.fault == BatchRefused:
		sendError(w, http.StatusTooManyRequests, apiError{Message: "Rate limit reached for batches", Type: "requests", Code: "rate_limit_exceeded"})
	case !fine:
		sendError(w, http.StatusBadRequest, apiError{Message: "this is no request for a batch", Type: "invalid_request_error"})
	case b.fault == BatchLost:
		reset(w)
	case b.fault == BatchSilent:
		<-r.Context().Done()
	default:
		send(w, http.StatusOK, shown)
	}
}

func (s *Server) listBatches(w http.ResponseWriter, r *http.Request) {
	s.batches.mu.Lock()
	defer s.batches.mu.Unlock()
	all := slices.Clone(s.batches.all)
	slices.Reverse(all)
	if after := r.URL.Query().Get("after"); after != "" {
		all = all[slices.IndexFunc(all, func(b *Batch) bool { return b.ID == after })+1:]
	}
	limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
	more := err == nil && limit < len(all)
	if more {
		all = all[:limit]
	}
	send(w, http.StatusOK, encode(map[string]any{"object": "list", "data": append([]*Batch{}, all...), "has_more": more}))
}

// showBatch answers how a batch stands after something was done with it, or why it was not.
func (s *Server) showBatch(w http.ResponseWriter, id string, do func(*Batch) (refused string)) {
	s.batches.mu.Lock()
	i := slices.IndexFunc(s.batches.all, func(b *Batch) bool { return b.ID == id })
	if i < 0 {
		s.batches.mu.Unlock()
		sendError(w, http.StatusNotFound, apiError{Message: "No batch found with id '" + id + "'.", Type: "invalid_request_error"})
		return
	}
	b := s.batches.all[i]
	b.looks++
	away, refused := b.fault == BatchAway && b.looks > 1 && b.looks < 8, ""
	if !away {
		refused = do(b)
	}
	shown := encode(b)
	s.batches.mu.Unlock()
	if away {
		sendError(w, http.StatusInternalServerError, apiError{Message: "The server had an error", Type: "server_error"})
		return
	}
	if refused != "" {
		sendError(w, http.StatusConflict, apiError{Message: refused, Type: "invalid_request_error"})
		return
	}
	send(w, http.StatusOK, shown)
}

// cancel ends a batch, if that is not too late.
func (s *Server) cancel(b *Batch) (refused string) {
	if b.fault == BatchQuick {
		s.step(b)
	}
	switch b.Status {
	case "validating", "in_progress", "finalizing":
		b.Status = "cancelling"
		return ""
	}
	return "Cannot cancel a batch with status '" + b.Status + "'."
}

// step moves a batch on.
func (s *Server) step(b *Batch) {
	steps := map[string]string{"validating": "in_progress", "in_progress": "finalizing", "finalizing": "completed"}
	switch {
	case b.Status == "cancelling":
		s.finish(b, "cancelled")
	case steps[b.Status] == "":
	case b.fault == BatchFailed:
		b.Status, b.Errors = "failed", &batchErrors{[]apiError{{Message: "Enqueued token limit reached.", Code: "token_limit_exceeded"}}}
	case b.fault == BatchHeld, b.fault == BatchAway && b.looks == 1:
		b.Status = "in_progress"
	case b.fault == BatchExpired:
		s.finish(b, "expired")
	case b.fault == BatchSlow && b.Status != "finalizing":
		b.Status = steps[b.Status]
	default:
		s.finish(b, "completed")
	}
}

// finish carries a batch out, all of it or half.
func (s *Server) finish(b *Batch, status string) {
	b.Status = status
	var output, failed bytes.Buffer
	input := slices.Collect(bytes.Lines(s.batches.files[b.Input]))
	if problem := validate(input); problem != nil {
		b.Status, b.Errors = "failed", &batchErrors{[]apiError{*problem}}
		return
	}
	whole := len(input)
	if status != "completed" {
		whole = len(input) / 2
	}
	for i, line := range slices.Backward(input) { // in another order than they were asked
		answer, ok := notRun(line, status), false
		if i < whole {
			answer, ok = s.carryOut(b, line)
		}
		into, count := &failed, &b.Counts.Failed
		if ok {
			into, count = &output, &b.Counts.Completed
		}
		*count++
		fmt.Fprintf(into, "%s\n", answer)
		if b.fault == BatchStrange {
			fmt.Fprintf(into, "%s\n{\"custom_id\":\"nobody's\",\"response\":null}\n\nno JSON\n", answer)
		}
	}
	for file, at := range map[*bytes.Buffer]**string{&output: &b.Output, &failed: &b.ErrorFile} {
		if file.Len() > 0 {
			id := s.keepFile(file.Bytes())
			*at = &id
		}
	}
}

// inLine is a line of a file of requests.
type inLine struct {
	CustomID string          `json:"custom_id"`
	Method   string          `json:"method"`
	URL      string          `json:"url"`
	Body     json.RawMessage `json:"body"`
}

// validate holds a file of requests to what OpenAI wants of it.
func validate(lines [][]byte) *apiError {
	ids, models := map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		var in inLine
		var body struct {
			Model string `json:"model"`
		}
		if json.Unmarshal(line, &in) != nil || json.Unmarshal(in.Body, &body) != nil || in.Method != "POST" || in.URL != "/v1/chat/completions" {
			return &apiError{Code: "invalid_json_line", Message: "This line is not a request."}
		}
		if ids[in.CustomID] || in.CustomID == "" || len(in.CustomID) > 64 {
			return &apiError{Code: "duplicate_custom_id", Message: "The custom_id is wanted, once."}
		}
		ids[in.CustomID], models[body.Model] = true, true
	}
	if len(models) > 1 {
		return &apiError{Code: "mismatched_model", Message: "One model a file: " + strings.Join(slices.Sorted(maps.Keys(models)), ", ")}
	}
	return nil
}

// outLine is a line of a file of answers.
type outLine struct {
	ID       string       `json:"id"`
	CustomID string       `json:"custom_id"`
	Response *outResponse `json:"response"`
	Error    *apiError    `json:"error"`
}

type outResponse struct {
	Status int             `json:"status_code"`
	ID     string          `json:"request_id"`
	Body   json.RawMessage `json:"body"`
}

func notRun(line []byte, status string) []byte {
	var in inLine
	_ = json.Unmarshal(line, &in) // it was validated
	return encode(outLine{ID: "batch_req", CustomID: in.CustomID,
		Error: &apiError{Code: "batch_" + status, Message: "This request could not be executed before the completion window expired."}})
}

// carryOut answers a line as the request would be answered live, and tells whether well.
func (s *Server) carryOut(b *Batch, line []byte) ([]byte, bool) {
	var in inLine
	_ = json.Unmarshal(line, &in) // it was validated
	out := outLine{ID: "batch_req", CustomID: in.CustomID}
	r, err := readRequest(b.header, in.Body)
	r, fault := s.record(r, err == nil)
	if err != nil {
		out.Error = &apiError{Code: "invalid_request", Message: err.Error()}
		return encode(out), false
	}
	if status, e, is := refusal(fault, r); is {
		out.Response = &outResponse{status, "req", encode(map[string]apiError{"error": e})}
		return encode(out), false
	}
	switch fault {
	case EmptyUnavailable, BadGateway, Reset, Silent, Stall, CutShort:
		out.Error = &apiError{Code: "server_error", Message: "The server had an error while processing your request"}
		return encode(out), false
	case ErrorIn200:
		out.Response = &outResponse{200, "req", encode(map[string]apiError{"error": {Message: "Provider returned error", Code: "502"}})}
		return encode(out), true
	}
	seen, prompt := s.Seen(r)
	body := encode(complete(fault, seen, prompt))
	if fault == DuplicateKeys {
		body = append([]byte(`{"model":"another",`), body[1:]...)
	}
	if b.fault == BatchQuoted {
		body = encode(string(body))
	}
	out.Response = &outResponse{200, "req", body}
	return encode(out), true
}
