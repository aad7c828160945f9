// shop CASE: raise one problem and let the SDK report it. `list` names the cases.
package main

import (
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"time"

	"example.com/shop/catalog"
	"example.com/shop/orders"
	"example.com/shop/payments"
	"github.com/getsentry/sentry-go"
	"github.com/getsentry/sentry-go/attribute"
	sentryhttp "github.com/getsentry/sentry-go/http"
)

var (
	skew, _ = strconv.Atoi(os.Getenv("SHOP_SEED"))
	number  = 10000 + (skew*48271)%89999
	sku     = fmt.Sprintf("SKU-%d", 1000+(skew*6521)%8999)
	hash    = fmt.Sprintf("%x", sha1.Sum([]byte{byte(skew)}))
	job     = hash[:8] + "-" + hash[8:12] + "-4" + hash[13:16] + "-a" + hash[17:20] + "-" + hash[20:32]
	ip      = fmt.Sprintf("10.%d.%d.%d", skew, skew+17, (skew*83)%255)
	lines   = []orders.Line{{SKU: sku, Price: 1250, Quantity: skew}}
	order   = orders.Order{Number: number, Lines: lines}
	known   = orders.Order{Number: number, Lines: lines, Customer: &orders.Customer{Email: "eva@example.com", Code: strconv.Itoa(number)}}
	abroad  = orders.Order{Number: number, Lines: lines, Customer: &orders.Customer{Email: "eva@example.com", Country: "XX"}}
)

type shopCase struct {
	name string
	once bool
	run  func()
}

var cases []shopCase

func add(name string, run func())     { cases = append(cases, shopCase{name, false, run}) }
func addOnce(name string, run func()) { cases = append(cases, shopCase{name, true, run}) }

// Each caller reports what it gets, as programs do: the stack of a Go error is that of its report.

func closeDay() {
	if _, err := orders.Total(order); err != nil {
		sentry.CaptureException(err)
	}
}

func pack(reserve func(orders.Order) error) {
	if err := reserve(order); err != nil {
		sentry.CaptureException(err)
	}
}

func openShop() {
	sentry.CaptureException(orders.ErrClosed)
}

func readQuantity() {
	if _, err := orders.ParseQuantity(fmt.Sprintf(" %dx", number)); err != nil {
		sentry.CaptureException(err)
	}
}

func checkout(gateway func(int) error) {
	if err := payments.Charge(number, gateway); err != nil {
		sentry.CaptureException(err)
	}
}

func checkoutWrapped(gateway func(int) error) {
	if err := payments.Charge(number, gateway); err != nil {
		sentry.CaptureException(fmt.Errorf("checkout %s: %w", job, err))
	}
}

func importProducts() {
	if _, err := catalog.Import(fmt.Sprintf(`["%s", %d`, sku, number)); err != nil {
		sentry.CaptureException(err)
	}
}

func loadProducts() {
	folder, _ := os.Getwd()
	if _, err := catalog.Load(folder); err != nil {
		sentry.CaptureException(err)
	}
}

func nightly() {
	_, noCustomer := orders.Total(order)
	_, noNumber := orders.ParseQuantity(fmt.Sprintf("%d pcs", number))
	sentry.CaptureException(errors.Join(noCustomer, noNumber))
}

func guarded(work func()) {
	defer sentry.Recover()
	work()
}

func categoryTree() map[string]string {
	tree := map[string]string{}
	for i := range 12 + 9*skew {
		tree[fmt.Sprintf("c%d", i)] = fmt.Sprintf("c%d", i+1)
	}
	return tree
}

func inGoroutine() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer sentry.Recover()
		orders.Greeting(order)
	}()
	<-done
}

// The compiler numbers closures; on the other day there is one more before this one.
func audit() {
	// AGAIN: guarded(func() {})
	guarded(func() { orders.Greeting(order) })
}

func underScope() {
	sentry.WithScope(func(scope *sentry.Scope) {
		scope.SetTag("plan", "gold")
		scope.SetTag("shard", strconv.Itoa(skew))
		scope.SetUser(sentry.User{ID: strconv.Itoa(number), Email: "eva@example.com", IPAddress: ip, Username: "eva"})
		scope.SetContext("basket", sentry.Context{"lines": lines, "coupon": nil, "nested": map[string]any{"deep": []any{1, 2.5, true}}})
		scope.SetLevel(sentry.LevelFatal)
		scope.AddBreadcrumb(&sentry.Breadcrumb{Category: "cart", Message: "added " + sku, Data: map[string]any{"quantity": skew}}, 10)
		scope.AddAttachment(&sentry.Attachment{Filename: "products.csv", ContentType: "text/csv", Payload: []byte("sku,price\n\n1,2\n")})
		closeDay()
	})
}

func underFingerprint(fingerprint []string, work func()) func() {
	return func() {
		sentry.WithScope(func(scope *sentry.Scope) {
			scope.SetFingerprint(fingerprint)
			work()
		})
	}
}

func showOrder(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, orders.Greeting(orders.Order{Number: number}))
}

func search(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, catalog.Search(r.URL.Query().Get("q")))
}

func visit(path string) {
	mux := http.NewServeMux()
	mux.HandleFunc("/orders/{number}", showOrder)
	mux.HandleFunc("/search", search)
	handler := sentryhttp.New(sentryhttp.Options{}).Handle(mux)
	request := httptest.NewRequest("GET", "https://shop.example"+path, nil)
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
	request.Header.Set("Cookie", "session=s"+hash)
	handler.ServeHTTP(httptest.NewRecorder(), request)
}

func otherItems() {
	transaction := sentry.StartTransaction(context.Background(), "close the day")
	transaction.StartChild("db").Finish()
	transaction.Finish()
	sentry.CaptureCheckIn(&sentry.CheckIn{MonitorSlug: "nightly", Status: sentry.CheckInStatusOK}, nil)
	logger := sentry.NewLogger(context.Background())
	logger.SetAttributes(attribute.Int("orders", skew))
	logger.Info().Emit("closed the day")
	closeDay()
}

func message(text string) func() {
	return func() { sentry.CaptureMessage(text) }
}

func report(text string) func() {
	return func() { sentry.CaptureException(errors.New(text)) }
}

func list() {
	add("plain", closeDay)
	add("subclass", func() { pack(orders.Reserve) })
	add("subclass-plain", func() { pack(func(o orders.Order) error { _, err := orders.Total(o); return err }) })
	add("sentinel", openShop)
	add("same-function-value", readQuantity)
	add("json-catalog", importProducts)
	add("missing-file", loadProducts)
	add("cause-refused", func() { checkout(payments.Refusing) })
	add("cause-timeout", func() { checkout(payments.Slow) })
	add("cause-wrapped-refused", func() { checkoutWrapped(payments.Refusing) })
	add("cause-wrapped-timeout", func() { checkoutWrapped(payments.Slow) })
	add("group-mixed", nightly)

	add("panic-nil", func() { guarded(func() { orders.Greeting(order) }) })
	add("panic-divide", func() { guarded(func() { orders.Average(orders.Order{Number: number}) }) })
	add("panic-index", func() { guarded(func() { orders.Third(order) }) })
	add("panic-string", func() { guarded(func() { panic(fmt.Sprintf("order %d is lost", number)) }) })
	add("panic-generic", func() { guarded(func() { orders.First([]orders.Line{}) }) })
	add("crash-in-discounts", func() { guarded(func() { orders.Net(known) }) })
	add("crash-in-taxes", func() { guarded(func() { orders.Net(abroad) }) })
	add("library-search", func() { guarded(func() { catalog.Search(fmt.Sprintf("(%s", sku)) }) })
	add("library-filter", func() { guarded(func() { catalog.Filter(fmt.Sprintf("(%s", sku)) }) })
	add("library-ruler", func() { guarded(func() { catalog.Ruler(-number) }) })
	add("library-indent", func() { guarded(func() { catalog.Indent(-number, sku) }) })
	add("recursion", func() { guarded(func() { orders.CategoryPath(categoryTree(), "c0") }) })
	add("thread", inGoroutine)
	add("closure", audit)

	add("message", message(fmt.Sprintf("order %d was not shipped", number)))
	add("message-near", message(fmt.Sprintf("order %d was not paid", number)))
	add("message-values", message(fmt.Sprintf("job %s of 2026-0%d-1%dT03:1%d:00Z on %s:54%d2 took %d.%ds, etag %s", job, skew+2, skew, skew, ip, skew, skew, number, hash)))
	add("scope", underScope)
	add("fingerprint-plain", underFingerprint([]string{"shop-down"}, closeDay))
	add("fingerprint-elsewhere", underFingerprint([]string{"shop-down"}, openShop))
	add("fingerprint-other", underFingerprint([]string{"shop-slow"}, closeDay))
	add("fingerprint-default", underFingerprint([]string{"{{ default }}", "gold"}, closeDay))
	add("fingerprint-default-other", underFingerprint([]string{"{{ default }}", "silver"}, closeDay))
	add("request-get", func() { visit(fmt.Sprintf("/orders/%d?page=%d&q=caf%%C3%%A9", number, skew)) })
	add("request-search", func() { visit(fmt.Sprintf("/search?q=(%d&page=%d", number, skew)) })

	add("emoji", report(fmt.Sprintf("Bestellung %d für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe", number)))
	addOnce("surrogate", report("not UTF-8: caf\xe9-\xff, a NUL: \x00 and \x1b[31mred"))
	addOnce("huge", report("things: "+strings.Repeat("long ", 8000)))
	addOnce("markup", report("<img src=x onerror=alert(1)> </script><script>\"'`{{7*7}}${7*7} %s"))
	addOnce("items", otherItems)
}

func main() {
	list()
	name := os.Args[1]
	if name != "list" {
		err := sentry.Init(sentry.ClientOptions{
			Dsn:              os.Getenv("SHOP_DSN"),
			Release:          os.Getenv("SHOP_RELEASE"),
			Environment:      os.Getenv("SHOP_ENVIRONMENT"),
			ServerName:       os.Getenv("SHOP_SERVER"),
			AttachStacktrace: name == "message-near" || name == "panic-string" || strings.HasPrefix(name, "library-"),
			EnableTracing:    name == "items",
			TracesSampleRate: 1,
			SendDefaultPII:   name == "request-get",
		})
		if err != nil {
			panic(err)
		}
	}
	for _, each := range cases {
		switch {
		case name == "list" && each.once:
			fmt.Println(each.name)
		case name == "list":
			fmt.Println(each.name, "again")
		case name == each.name:
			each.run()
		}
	}
	sentry.Flush(5 * time.Second)
}
