package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
	"tarjuma/prompts"
	"tarjuma/summarize"
)

// ErrInterrupted is the cause of a context that ended because the person at the terminal said so.
var ErrInterrupted = errors.New("interrupted")

// usageError is a command line that cannot be understood.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// reported is an error whose words are already on stderr; only its exit code is left to give.
type reported struct{ code int }

func (e *reported) Error() string { return fmt.Sprintf("exit code %d", e.code) }

// fail prints an error and its way out, and returns the exit code.
func (a *App) fail(err error) int {
	var done *reported
	if errors.As(err, &done) {
		return done.code
	}
	code, hint := verdict(err)
	a.say("error", "%s", err)
	if hint != "" {
		a.say("hint", "%s", hint)
	}
	return code
}

// verdict gives the exit code of an error and the way out of it, "" if there is none to offer.
// This is the one place that gives advice: the packages below only state facts.
func verdict(err error) (code int, hint string) {
	var (
		usage     *usageError
		config    *ConfigError
		unknown   *lang.UnknownError
		refused   *lang.RefusedError
		language  *run.LanguageError
		read      *news.ReadError
		prompt    *prompts.UnknownPromptError
		fault     *llm.Error
		failed    *summarize.Failed
		nothing   *run.NothingTranslated
		noKey     *noKeyError
		badKey    *badKeyError
		unchecked *run.CheckError
	)
	switch {
	case errors.Is(err, ErrInterrupted), errors.Is(err, context.Canceled):
		return ExitInterrupted, "run the same command again: what was answered is not asked again"
	case errors.As(err, &unchecked):
		return checkVerdict(unchecked)
	case errors.As(err, &refused):
		return ExitUsage, "tarjuma languages lists the names that can be used"
	case errors.As(err, &unknown):
		return ExitUsage, "the languages are " + strings.Join(unknown.Known, ", ") + "; tarjuma languages lists all their names"
	case errors.As(err, &usage):
		return ExitUsage, usage.hint
	case errors.As(err, &config):
		return ExitUsage, config.Hint
	}
	if code, hint, is := placeVerdict(err); is {
		return code, hint
	}
	if code, hint, is := batchVerdict(err); is {
		return code, hint
	}
	switch {
	case errors.As(err, &prompt):
		return ExitUsage, "the prompts are " + strings.Join(prompt.Known, ", ")
	case errors.As(err, &language):
		return ExitFailed, "say what language it is in, such as --from en"
	case errors.As(err, &read):
		return ExitFailed, readHint(read)
	case errors.As(err, &noKey):
		return ExitRefused, fmt.Sprintf("set %s, or key_command in your configuration; a server without keys is named by --base-url or --profile ollama", noKey.variable)
	case errors.As(err, &badKey):
		return ExitRefused, "a key is one line of letters, digits and signs: set it anew"
	case errors.As(err, &fault):
		return faultVerdict(fault)
	case errors.As(err, &failed) && failed.Refused, errors.As(err, &nothing) && nothing.Refused:
		return ExitFailed, refusalHint
	case nothing != nil && (strings.Contains(nothing.Reason, string(llm.ContextFull)) || strings.Contains(nothing.Reason, string(llm.ContextCut))):
		return faultVerdict(&llm.Error{Fault: llm.ContextFull})
	case failed != nil, nothing != nil:
		return ExitFailed, "run the same command again to ask once more, or try another --model"
	case errors.Is(err, fs.ErrNotExist):
		return ExitFailed, "check the path"
	case errors.Is(err, fs.ErrPermission):
		return ExitFailed, "see to it that you may read it"
	}
	return ExitFailed, ""
}

// batchVerdict is the verdict on an error about what was submitted to a batch API, if it is one.
func batchVerdict(err error) (code int, hint string, is bool) {
	var (
		gone      *llm.GoneError
		short     *llm.ShortError
		not       *run.NotCarriedOut
		fruitless *run.FruitlessRounds
	)
	switch {
	case errors.As(err, &gone):
		return ExitFailed, "it was deleted, or belongs to another key: use that key, or give it up with tarjuma batch cancel", true
	case errors.As(err, &short):
		return ExitFailed, "fetch again in a few minutes: what is not there ten minutes from now is asked anew", true
	case errors.As(err, &fruitless):
		return ExitFailed, "see what is wrong with the server or the model; tarjuma batch fetch submits another round all the same", true
	case errors.As(err, &not):
		code, hint = faultVerdict(not.Fault)
		return code, cmp.Or(hint, "once that is mended, fetch again: its requests are submitted anew"), true
	case errors.Is(err, llm.ErrBusy):
		return ExitFailed, "wait until it has ended, and run the same command again", true
	}
	return 0, "", false
}

// placeVerdict is the verdict on an error about where articles are listed and results go, if it is one.
func placeVerdict(err error) (code int, hint string, is bool) {
	var (
		exists    *run.ExistsError
		output    *run.OutputError
		collision *run.CollisionError
		manifest  *run.ManifestError
	)
	switch {
	case errors.As(err, &exists) && exists.Replaceable:
		return ExitUsage, "give another -o, or --overwrite to replace it", true
	case exists != nil:
		return ExitUsage, "give another -o", true
	case errors.Is(err, syscall.ENOSPC):
		return ExitFailed, "make room on the disk, then run the same command again: what was kept is not asked again", true
	case errors.As(err, &output) && errors.Is(err, syscall.ENAMETOOLONG):
		return ExitFailed, "give the article a shorter name: to it come the language and .json", true
	case output != nil:
		return ExitFailed, "give another -o, or see to it that files can be written there", true
	case errors.As(err, &collision) && collision.First == collision.Second:
		return ExitUsage, "name it once", true
	case collision != nil:
		return ExitUsage, "rename one of them, or run them one by one into different folders", true
	case errors.As(err, &manifest):
		return ExitUsage, "mend that line of the list", true
	}
	return ExitDone, "", false
}

// refusalHint is what can be done about a refusal. Asking again in the same way is not.
const refusalHint = "a refusal stands: name a --fallback-model for what was refused, or ask once more with --fresh"

// faultVerdict is the verdict on a failed request.
func faultVerdict(e *llm.Error) (code int, hint string) {
	switch e.Fault {
	case llm.Unauthorized:
		return ExitRefused, "check the key (tarjuma config show tells where it is read from) and what the provider says of it"
	case llm.QuotaSpent:
		return ExitRefused, "the account has nothing left to spend; once it has, run the same command again: what was answered is kept"
	case llm.OverBudget:
		return ExitBudget, "run the same command again with a larger budget: what was answered is kept, and costs nothing"
	case llm.OverDeadline:
		return ExitBudget, "run the same command again: what was answered is kept, and is not asked again"
	case llm.NoModel:
		return ExitUsage, "name a model that the server has with --model"
	case llm.Unreachable, llm.GaveUp, llm.TimedOut:
		return ExitFailed, "check that the server runs and that --base-url is right; then run the same command again: what was answered is kept"
	case llm.NotStored:
		return ExitFailed, "run without --offline to ask the model, or name the store and the model the answers were recorded with"
	case llm.ReplyBroken:
		return ExitFailed, "delete that file, and what it held is asked again; tarjuma store verify lists all that are broken"
	case llm.StoreBroken:
		return ExitFailed, "name another store with --store, or mend this one"
	case llm.ContextCut, llm.ContextFull:
		return ExitFailed, "tell the window with --context-window, so that less is sent at a time, or give the server a larger one (Ollama: OLLAMA_CONTEXT_LENGTH)"
	case llm.RateLimited, llm.ServerFault:
		return ExitFailed, "wait a little, then run the same command again: what was answered is kept"
	case llm.Nonsense, llm.NoAPI:
		return ExitFailed, "check that --base-url is the address of an OpenAI-compatible API (it often ends in /v1)"
	}
	return ExitFailed, ""
}

func readHint(e *news.ReadError) string {
	switch e.Problem {
	case news.TooLarge:
		return "an article has at most 10 MiB; give one article a file"
	case news.Binary:
		return "give a text file: plain text in UTF-8 or UTF-16"
	case news.BadFrontMatter:
		return "mend the lines between the two ---, or give the article without them"
	case news.Tangled, news.Unmapped:
		return "mend that line, or give the article as plain text (.txt)"
	case news.OtherEncoding:
		return "name another --encoding, or leave it out: it is then recognized"
	case news.NotUTF8, news.NotTold:
		return "name its encoding, such as --encoding windows-1252, or save it as UTF-8"
	case news.Empty, news.NoLetters:
		return "give a file with the article's text"
	}
	return ""
}
