// Package payments: money comes in, or does not.
package payments

import (
	"fmt"
	"net"
	"time"
)

// GatewayTimeout is the gateway being slow.
type GatewayTimeout struct{ After time.Duration }

func (e GatewayTimeout) Error() string { return fmt.Sprintf("no answer after %s", e.After) }

// ChargeError is what callers see.
type ChargeError struct {
	Number int
	Cause  error
}

func (e *ChargeError) Error() string {
	return fmt.Sprintf("could not charge order %d: %v", e.Number, e.Cause)
}

// Unwrap gives the cause.
func (e *ChargeError) Unwrap() error { return e.Cause }

// Charge wraps whatever the gateway says.
func Charge(number int, gateway func(int) error) error {
	if err := gateway(number); err != nil {
		return &ChargeError{number, err}
	}
	return nil
}

// Refusing is a gateway that nobody listens at.
func Refusing(number int) error {
	connection, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", 7000+number%50), time.Second)
	if err == nil {
		return connection.Close()
	}
	return err
}

// Slow is a gateway that takes its time.
func Slow(number int) error {
	return GatewayTimeout{time.Duration(number) * time.Millisecond}
}
