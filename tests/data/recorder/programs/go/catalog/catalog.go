// Package catalog reads and writes through libraries: the same library function, called from here and from there.
package catalog

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
)

// Search compiles what a user typed.
func Search(pattern string) *regexp.Regexp {
	return regexp.MustCompile(pattern)
}

// Filter compiles what an operator configured.
func Filter(pattern string) func(string) bool {
	return regexp.MustCompile("^" + pattern).MatchString
}

// Ruler draws a line of negative length.
func Ruler(width int) string {
	return strings.Repeat("-", width)
}

// Indent moves a line to the left of the edge.
func Indent(depth int, line string) string {
	return strings.Repeat(" ", depth) + line
}

// Import reads products.
func Import(text string) ([]string, error) {
	var products []string
	err := json.Unmarshal([]byte(text), &products)
	return products, err
}

// Load reads a file of products.
func Load(folder string) ([]byte, error) {
	return os.ReadFile(folder + "/data/products.csv")
}
