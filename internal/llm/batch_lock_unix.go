//go:build unix

package llm

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes a lock that ends with its process. taken says that another has it.
func lockFile(path string) (unlock func() error, taken bool, err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, false, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Is(err, syscall.EWOULDBLOCK), errors.Join(err, file.Close())
	}
	return file.Close, false, nil
}
