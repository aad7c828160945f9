// Package orders is what a customer wants, and what it costs.
package orders

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Line is one kind of thing on an order.
type Line struct {
	SKU      string
	Price    int
	Quantity int
}

// Customer may be missing.
type Customer struct {
	Email   string
	Code    string
	Country string
}

// Order is lines for a customer.
type Order struct {
	Number   int
	Lines    []Line
	Customer *Customer
}

// OutOfStock says what is missing.
type OutOfStock struct {
	SKU    string
	Number int
}

func (e *OutOfStock) Error() string {
	return fmt.Sprintf("only 0 of %s left for order %d", e.SKU, e.Number)
}

// Total fails for an order of nobody.
func Total(o Order) (int, error) {
	if o.Customer == nil {
		return 0, fmt.Errorf("order %d has no customer", o.Number)
	}
	return sum(o), nil
}

func sum(o Order) int {
	amount := 0
	for _, line := range o.Lines {
		amount += line.Price * line.Quantity
	}
	return amount
}

// Greeting dereferences what may be nil.
func Greeting(o Order) string {
	return "Dear " + strings.ToLower(o.Customer.Email)
}

// Average divides by what may be zero.
func Average(o Order) int {
	return sum(o) / len(o.Lines)
}

// Third indexes what may be short.
func Third(o Order) Line {
	return o.Lines[2+o.Number%5]
}

// Net crashes in one of two places.
func Net(o Order) int {
	return tax(o, discount(o, sum(o)))
}

func discount(o Order, amount int) int {
	if strings.ContainsAny(o.Customer.Code, "0123456789") {
		panic(fmt.Errorf("bad code %s on order %d", o.Customer.Code, o.Number))
	}
	return amount * 90 / 100
}

func tax(o Order, amount int) int {
	if o.Customer.Country == "XX" {
		panic(fmt.Errorf("bad country %s on order %d", o.Customer.Country, o.Number))
	}
	return amount * 119 / 100
}

// Reserve fails with a type of its own.
func Reserve(o Order) error {
	return &OutOfStock{o.Lines[0].SKU, o.Number}
}

// ErrClosed is a sentinel.
var ErrClosed = errors.New("the shop is closed")

// ParseQuantity fails with a *strconv.NumError.
func ParseQuantity(text string) (int, error) {
	return strconv.Atoi(strings.TrimSpace(text))
}

// First is generic, and has no mercy on the empty.
func First[T any](all []T) T {
	return all[0]
}

// CategoryPath recurses as deep as the tree is.
func CategoryPath(tree map[string]string, name string) []string {
	parent, known := tree[name]
	if !known {
		panic(fmt.Errorf("category %s is an orphan", name))
	}
	return append([]string{name}, CategoryPath(tree, parent)...)
}
