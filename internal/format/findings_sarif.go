package format

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"

	"tarjuma/internal/news"
)

// sarifReport writes SARIF 2.1.0 (OASIS Standard with Errata 01), one result a line.
type sarifReport struct {
	list  *jsonList
	rules map[string]int // where a check stands in the list of rules
}

type (
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID            string     `json:"id"`
		Short         sarifText  `json:"shortDescription"`
		Help          *sarifText `json:"help,omitempty"`
		Configuration struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitzero"`
		EndColumn   int `json:"endColumn,omitzero"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Full string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifFix struct {
		Changes []sarifChange `json:"artifactChanges"`
	}
	sarifProperties struct {
		Article string `json:"article"`
		Lang    string `json:"lang"`
		Source  side   `json:"source"`
		Target  side   `json:"target"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        *int              `json:"ruleIndex,omitempty"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
		Properties   sarifProperties   `json:"properties"`
	}
)

// sarifSchema is where the standard's own schema lies.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

func openSARIFReport(w io.Writer, tool Tool) Report {
	r := &sarifReport{rules: map[string]int{}}
	driver := sarifDriver{Name: "tarjuma", Version: tool.Version, Rules: []sarifRule{}}
	for i, rule := range tool.Rules {
		r.rules[rule.ID] = i
		told := sarifRule{ID: rule.ID, Short: sarifText{rule.Catches}}
		if rule.Example != "" {
			told.Help = &sarifText{"Example: " + rule.Example}
		}
		told.Configuration.Level = sarifLevel(rule.Severity)
		driver.Rules = append(driver.Rules, told)
	}
	head, err := json.Marshal(driver)
	if err != nil {
		return failedReport{err}
	}
	r.list = &jsonList{
		w: w,
		head: `{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","tool":{"driver":` +
			string(head) + `},"results":[`,
		tail: "]}]}\n",
	}
	return r
}

// failedReport is a report that could not be begun.
type failedReport struct{ err error }

func (r failedReport) Add(*Found) error { return r.err }
func (r failedReport) Close() error     { return r.err }

func (r *sarifReport) Add(f *Found) error {
	result := sarifResult{
		Rule: f.Check, Level: sarifLevel(f.Severity), Message: sarifText{sarifMessage(f.Message)},
		Locations:    []sarifLocation{f.sarifLocation()},
		Fingerprints: map[string]string{"tarjuma/1": f.fingerprint()},
		Fixes:        f.sarifFixes(),
		Properties:   sarifProperties{f.Article, f.Lang, sideOf(f.SourceText, f.Source), sideOf(f.TargetText, f.Target)},
	}
	if i, known := r.rules[f.Check]; known {
		result.Index = &i
	}
	return r.list.add(result)
}

func (r *sarifReport) Close() error { return r.list.close() }

func sarifLevel(s news.Severity) string {
	if s == news.Info {
		return "note"
	}
	return string(s)
}

// sarifMessage doubles curly brackets, which else are placeholders (3.11.5).
func sarifMessage(text string) string {
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(text)
}

func (f *Found) sarifLocation() sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{uri(f.File)}}}
	if f.Line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: f.Line}
		if len(f.Target) > 0 {
			*l.Physical.Region = f.region(f.Target[0])
		}
	}
	if f.Segment != "" {
		full := f.Lang + "/" + f.Segment
		if f.Article != "" {
			full = f.Article + "/" + full
		}
		l.Logical = []sarifLogical{{f.Segment, full, "text"}}
	}
	return l
}

// region gives where a spot of the target stands in the file: with columns, if those are known. An end column is that behind the
// last (3.30.8).
func (f *Found) region(spot news.Spot) sarifRegion {
	region := sarifRegion{StartLine: f.Line}
	if f.Column > 0 {
		s := spanOf(f.TargetText, spot)
		region.StartColumn, region.EndColumn = f.Column+s.Rune[0], f.Column+s.Rune[1]
	}
	return region
}

func (f *Found) sarifFixes() []sarifFix {
	if f.Repair == nil || f.Line == 0 || f.Column == 0 {
		return nil // where the file is to be changed is not known
	}
	replacement := sarifReplacement{f.region(f.Repair.Spot), sarifText{f.Repair.Text}}
	return []sarifFix{{[]sarifChange{{sarifArtifact{uri(f.File)}, []sarifReplacement{replacement}}}}}
}

// fingerprint tells the same finding in another run, wherever in the file it has moved to.
func (f *Found) fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Check, f.Lang, f.Message, f.SourceText, f.TargetText}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// uri gives a file as an address: relative as it was named, or absolute.
func uri(file string) string {
	if file == "-" {
		return "stdin"
	}
	address := url.URL{Path: filepath.ToSlash(file)}
	if filepath.IsAbs(file) {
		address.Scheme = "file"
		if !strings.HasPrefix(address.Path, "/") {
			address.Path = "/" + address.Path
		}
	}
	return address.String()
}
