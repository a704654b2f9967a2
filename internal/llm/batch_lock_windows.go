package llm

import (
	"errors"
	"syscall"
)

// lockFile takes a lock that ends with its process: a file that nobody else may open. taken says that another has it.
func lockFile(path string) (unlock func() error, taken bool, err error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, false, err
	}
	const nobodyElse = 0
	handle, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, nobodyElse, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		var number syscall.Errno
		return nil, errors.As(err, &number) && number == 32, err // ERROR_SHARING_VIOLATION
	}
	return func() error { return syscall.CloseHandle(handle) }, false, nil
}
