package llm_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
)

// TestNumbersThatWereTakenAway deletes replies by hand: what is left counts, and a newer reply is the newest.
func TestNumbersThatWereTakenAway(t *testing.T) {
	entry := sampleEntry()
	key := llm.Key(entry.Request)
	for name, test := range map[string]struct {
		gone []string
		want string // the newest that is left
	}{
		"the first":       {[]string{".json"}, "answer 3"},
		"the second":      {[]string{".2.json"}, "answer 3"},
		"the last":        {[]string{".3.json"}, "answer 2"},
		"all but the one": {[]string{".json", ".3.json"}, "answer 2"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			store := openStore(t, dir)
			for n := 1; n <= 3; n++ {
				entry.Reply.Text = fmt.Sprint("answer ", n)
				if err := store.Save(entry); err != nil {
					t.Fatal(err)
				}
			}
			for _, ending := range test.gone {
				if err := os.Remove(filepath.Join(dir, key[:2], key+ending)); err != nil {
					t.Fatal(err)
				}
			}
			for _, other := range []string{".1.json", ".02.json", ".+7.json", ".8.json.bak", ".x.json"} {
				if err := os.WriteFile(filepath.Join(dir, key[:2], key+other), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if got, found, err := store.Newest(key); err != nil || !found || got.Reply.Text != test.want {
				t.Errorf("left is %q, %t, %v", got.Reply.Text, found, err)
			}
			var keys []string
			for k, err := range store.Keys() {
				if err != nil {
					t.Fatal(err)
				}
				keys = append(keys, k)
			}
			if !slices.Equal(keys, []string{key}) {
				t.Errorf("the keys are %v", keys)
			}
			entry.Reply.Text = "answer 4"
			if err := store.Save(entry); err != nil {
				t.Fatal(err)
			}
			if got, found, err := store.Newest(key); err != nil || !found || got.Reply.Text != "answer 4" {
				t.Errorf("the newer is %q, %t, %v", got.Reply.Text, found, err)
			}
		})
	}
}

// TestWhatAKillLeftGoes has temporary files of other processes lie in the store.
func TestWhatAKillLeftGoes(t *testing.T) {
	dir := t.TempDir()
	key := llm.Key(sampleEntry().Request)
	other := "00"
	if key[:2] == other {
		other = "01"
	}
	stays := map[string]bool{
		key[:2] + "/.tarjuma-4711-1.tmp": false,
		key[:2] + "/.tarjuma-4711-2.tmp": true, // an hour old
		key[:2] + "/.somebody-4711.tmp":  true,
		other + "/.tarjuma-4711-1.tmp":   true, // nothing is written there
	}
	for name := range stays {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("half"), 0o600)); err != nil {
			t.Fatal(err)
		}
		age := 25 * time.Hour
		if strings.HasSuffix(name, "-2.tmp") {
			age = time.Hour
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := openStore(t, dir).Save(sampleEntry()); err != nil {
		t.Fatal(err)
	}
	for name, want := range stays {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		if stayed := !errors.Is(err, fs.ErrNotExist); stayed != want {
			t.Errorf("%s stayed: %t", name, stayed)
		}
	}
}
