package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// userConfigPath is where a person's own configuration lies.
func userConfigPath() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("finding the configuration folder: %w", err)
	}
	return filepath.Join(dir, "tarjuma", "config.yaml"), nil
}

// defaultStore is the user's state folder, not a cache folder: what lies there was paid for.
// The places are those of the XDG base directory specification, and their counterparts on macOS and Windows.
func defaultStore() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "tarjuma"), nil
	}
	if dir := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "tarjuma"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("finding the state folder: %w", err)
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "tarjuma"), nil
	}
	return filepath.Join(home, ".local", "state", "tarjuma"), nil
}

// folderConfigName is the configuration that travels with a folder of articles.
const folderConfigName = "tarjuma.yaml"

// folderConfigPath looks for a folder's configuration from the working folder upwards, as far as the repository's root or
// the home folder. Outside of both only the working folder counts: what lies above it may be anybody's. "" if there is none.
func folderConfigPath() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("finding the working folder: %w", err)
	}
	for _, dir := range upToRoot(here) {
		path := filepath.Join(dir, folderConfigName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", nil
}

// upToRoot lists the folders from dir to the repository's root or the home folder, whichever comes first.
func upToRoot(dir string) []string {
	home, _ := os.UserHomeDir() // without a home folder only a repository bounds the search
	var passed []string
	for here := dir; ; here = filepath.Dir(here) {
		passed = append(passed, here)
		if _, err := os.Stat(filepath.Join(here, ".git")); err == nil || here == home {
			return passed
		}
		if here == filepath.Dir(here) {
			return []string{dir}
		}
	}
}

// besideFile makes a path from a configuration file absolute: "~/" is the home folder, and a relative path counts from the
// folder the file lies in.
func besideFile(path, file string) (string, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		return filepath.Join(home, rest), nil
	}
	if path == "" || filepath.IsAbs(path) {
		return path, nil
	}
	return filepath.Join(filepath.Dir(file), path), nil
}
