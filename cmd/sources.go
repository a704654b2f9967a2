package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tarjuma/internal/format"
	"tarjuma/internal/lang"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// articles are what a run is to work on: the articles, what looked like one and was passed over, and whether a folder or a list was
// named, so that there may be any number of them.
type articles struct {
	sources []run.Source
	passed  []run.PassedOver
	many    bool
}

// gather finds the articles that are meant: those of the list, else those of the arguments.
func (a *App) gather(ctx context.Context, c *Config, o *workOptions, args []string) (articles, error) {
	if o.manifest == "" {
		return a.arguments(ctx, args, o, run.OpenWritten(c.Store, true))
	}
	if len(args) > 0 {
		return articles{}, &usageError{errors.New("articles are given and a list of articles, too"), "name either with --manifest or one by one"}
	}
	languages, err := lang.Builtin()
	if err != nil {
		return articles{}, err
	}
	set, err := c.promptSet()
	if err != nil {
		return articles{}, err
	}
	sources, err := readManifest(o.manifest, languages, set)
	if err == nil && len(sources) == 0 {
		err = &usageError{fmt.Errorf("no article in the list %s", o.manifest), "name the articles in the column path"}
	}
	return articles{sources: sources, many: true}, err
}

func readManifest(name string, languages *lang.Languages, set *prompts.Set) ([]run.Source, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, noManifest(name, err)
	}
	defer file.Close()
	sources, err := run.Manifest(name, file, languages, set)
	var fault *run.ManifestError
	if err != nil && !errors.As(err, &fault) {
		err = noManifest(name, err)
	}
	return sources, err
}

// noManifest is a list of articles that cannot be read.
func noManifest(name string, err error) error {
	return &usageError{fmt.Errorf("%s: %s", name, reason(err)), "name a list of articles, a file in CSV or JSON Lines"}
}

// arguments turns the arguments into articles to read: a file, a folder with all articles below it, or "-", standard input, at most
// once.
func (a *App) arguments(ctx context.Context, args []string, o *workOptions, written *run.Written) (articles, error) {
	var all articles
	if len(args) == 0 {
		return all, &usageError{errors.New("no article given"), "name a file, a folder, or - for standard input"}
	}
	stdin := false
	for _, arg := range args {
		switch info, err := os.Stat(arg); {
		case arg == "-" && stdin:
			return all, &usageError{errors.New("standard input (-) is given twice"), "name it once"}
		case arg == "-":
			stdin = true
			all.sources = append(all.sources, run.Source{Name: arg, Open: openInput(ctx, a.Stdin)})
		case arg == "":
			return all, &usageError{errors.New("an article's name is empty"), "name a file, or - for standard input"}
		case err == nil && info.IsDir():
			if err := all.addFolder(arg, o, written); err != nil {
				return all, err
			}
		default:
			all.sources = append(all.sources, run.Source{Name: arg})
		}
	}
	return all, nil
}

// addFolder adds the articles below a folder.
func (all *articles) addFolder(dir string, o *workOptions, written *run.Written) error {
	if o.output == "" && !o.estimate {
		return &usageError{fmt.Errorf("%s is a folder, and its articles want a folder for their results", dir), "name one with -o out/"}
	}
	sources, passed, err := run.Folder(dir, o.output, written)
	if err != nil {
		return fmt.Errorf("%s: %s", dir, reason(err))
	}
	if len(sources) == 0 {
		return &usageError{fmt.Errorf("no article in the folder %s", dir), "an article is a .txt or .md file"}
	}
	if len(all.sources) > 0 {
		sources = append(all.sources, sources...)
	}
	all.sources, all.passed, all.many = sources, append(all.passed, passed...), true
	return nil
}

// target decides where results go and in which format.
func (o *workOptions) target(all articles, format string) (run.Output, error) {
	info, err := os.Stat(o.output)
	folder := o.output != "" && (all.many || len(all.sources) > 1 || os.IsPathSeparator(o.output[len(o.output)-1]) || err == nil && info.IsDir())
	if folder && err == nil && !info.IsDir() {
		return run.Output{}, &usageError{fmt.Errorf("%s is a file, and the results want a folder", o.output), "give -o a folder"}
	}
	if format == "" && !folder {
		format = o.format(all.sources)
	}
	return run.Output{Format: format, Path: o.output, Folder: folder, Overwrite: o.overwrite}, nil
}

// format is the one that the names speak for: Markdown for a Markdown output file or nothing but Markdown sources. In a folder each
// article has its own.
func (o *workOptions) format(sources []run.Source) string {
	for _, name := range format.Names() {
		if strings.HasSuffix(o.output, "."+name) {
			return name
		}
	}
	for _, s := range sources {
		if !s.IsMarkdown() {
			return "txt"
		}
	}
	return "md"
}
