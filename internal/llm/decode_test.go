package llm_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tarjuma/internal/llm"
)

type pair struct {
	A string `json:"a"`
	B []int  `json:"b"`
}

func TestDecode(t *testing.T) {
	want := pair{"x", []int{1}}
	for name, text := range map[string]string{
		"bare":                     `{"a":"x","b":[1]}`,
		"space":                    "\n  {\"a\":\"x\",\n\"b\":[1]}\n\n",
		"byte order mark":          "\uFEFF" + `{"a":"x","b":[1]}`,
		"fences":                   "```json\n{\"a\":\"x\",\"b\":[1]}\n```",
		"fences without a name":    "```\n{\"a\":\"x\",\"b\":[1]}```\n",
		"prose":                    "Here you are:\n{\"a\":\"x\",\"b\":[1]}\nAnything else?",
		"prose and fences":         "Sure!\n\n```json\n{\"a\":\"x\",\"b\":[1]}\n```\nDone.",
		"thought":                  "<think>Let me see.</think>{\"a\":\"x\",\"b\":[1]}",
		"thought in JSON":          "<think>\n{\"a\":\"draft\",\"b\":[]} or so\n</think>\n```json\n{\"a\":\"x\",\"b\":[1]}\n```",
		"thoughts":                 "<think>a {</think> <think>b }</think>{\"a\":\"x\",\"b\":[1]}",
		"thought without a begin":  "I see {a}.</think>\n{\"a\":\"x\",\"b\":[1]}",
		"thought after prose":      "Well. <think>{\"a\":\"draft\"}</think>{\"a\":\"x\",\"b\":[1]}",
		"a member too many":        `{"a":"x","c":{"a":"y"},"b":[1]}`,
		"a closing brace too many": `{"a":"x","b":[1]}}`,
	} {
		var got pair
		if err := (llm.Reply{Text: text}).Decode(&got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for text, want := range map[string]string{
		`{"a":"say </think> and <think>","b":[1]}`:                "say </think> and <think>",
		"Look: {\"a\":\"``` {x} </think>\",\"b\":[1]} for a text": "``` {x} </think>",
		`{"a":"\u06cc\u0632 ` + "ज़ می\u200cشود" + `","b":[1]}`:   "\u06cc\u0632 ज़ می\u200cشود",
	} {
		var got pair
		if err := (llm.Reply{Text: text}).Decode(&got); err != nil || got.A != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                "",
		"prose":                  "I cannot do that.",
		"an open thought":        `<think>{"a":"draft","b":[1]}`,
		"cut short":              `{"a":"x","b":[1`,
		"a name twice":           `{"a":"x","a":"y","b":[1]}`,
		"a name twice, deep":     `{"a":"x","b":[1],"c":[{"d":1,"d":2}]}`,
		"bad UTF-8":              "{\"a\":\"\xff\",\"b\":[1]}",
		"a lone surrogate":       `{"a":"\udfff","b":[1]}`,
		"the wrong kind":         `{"a":1,"b":[1]}`,
		"the wrong kind, deep":   `{"a":"x","b":["1"]}`,
		"two answers":            `{"a":"x","b":[1]} {"a":"y","b":[1]}`,
		"an answer and a half":   "{\"a\":\"x\",\"b\":[1]}\n{\"a\":",
		"a comma too many":       `{"a":"x","b":[1],}`,
		"single quotes":          `{'a':'x','b':[1]}`,
		"broken before </think>": `{"b":[1],"b":[2],"c":["</think>"],"d":{"a":"x"}}`,
	} {
		var got pair
		err := (llm.Reply{Text: text}).Decode(&got)
		var typed *llm.DecodeError
		if !errors.As(err, &typed) || typed.Reason == "" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func FuzzDecodeDoesNotPanic(f *testing.F) {
	for _, text := range []string{"", "{", "}", `{"a":"x"}`, "<think>{</think>{}", "```json\n{}\n```", "\xff{\"a\":\"\xff\"}", "</think></think>{"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var got any
		err := (llm.Reply{Text: text}).Decode(&got)
		if err != nil {
			return
		}
		if _, isObject := got.(map[string]any); !isObject {
			t.Errorf("%q gives %#v", text, got)
		}
	})
}

// FuzzDecodeFindsTheObject wraps an object in prose without braces, fences and a thought, and wants the same object back.
func FuzzDecodeFindsTheObject(f *testing.F) {
	f.Add("Here:\n", "a title", "s1", 7, "\nBye.", "hm {\"a\":1}", true, true)
	f.Add("", "<think>", "</think>", -1, "```", "", false, false)
	f.Add("</think>", "```", "}{", 0, "<think>", "x", true, false)
	f.Add("<think>", "متن", "ज़", 3, "", "", false, true)
	f.Fuzz(func(t *testing.T, before, name, value string, number int, after, thought string, think, fence bool) {
		if strings.ContainsAny(before+after, "{}") || strings.Contains(thought, "</think>") {
			t.Skip("braces in prose promise nothing")
		}
		if strings.HasPrefix(strings.TrimSpace(before), "<think>") && !strings.Contains(before, "</think>") && !think {
			t.Skip("a thought that does not end hides what follows")
		}
		object, err := json.Marshal(map[string]any{name: []any{value, number, map[string]string{value: name}}})
		if err != nil {
			t.Fatal(err)
		}
		var want, got any
		if err := json.Unmarshal(object, &want); err != nil {
			t.Fatal(err)
		}
		text := string(object)
		if fence {
			text = "```json\n" + text + "\n```"
		}
		text = before + text + after
		if think {
			text = "<think>" + thought + "</think>" + text
		}
		if err := (llm.Reply{Text: text}).Decode(&got); err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q gives %v, want %v", text, got, want)
		}
	})
}
