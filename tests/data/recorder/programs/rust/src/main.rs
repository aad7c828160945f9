//! shop CASE: raise one problem and let the SDK report it. `list` names the cases.
mod orders;
mod payments;

use anyhow::Context as _;
use orders::{Customer, Order, OutOfStock};
use sentry::protocol::{Context, OsContext};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

struct Shop {
    seed: u32,
    number: u32,
    order: Order,
    known: Order,
    abroad: Order,
}

type Case = (&'static str, bool, fn(&Shop));

impl Shop {
    fn open() -> Shop {
        let seed: u32 = std::env::var("SHOP_SEED").map_or(1, |text| text.parse().unwrap());
        let number = 10_000 + (seed * 48_271) % 89_999;
        let order = Order { number, prices: vec![1250 * seed], customer: None };
        let known = Customer { code: number.to_string(), country: "DE".into() };
        let abroad = Customer { code: String::new(), country: "XX".into() };
        Shop {
            seed,
            number,
            known: Order { customer: Some(known), ..order.clone() },
            abroad: Order { customer: Some(abroad), ..order.clone() },
            order,
        }
    }

    fn sku(&self) -> String {
        format!("SKU-{}", 1000 + (self.seed * 6521) % 8999)
    }
}

// Each caller reports what it gets, as programs do: the stack of a Rust error is that of its report.

fn close_day(shop: &Shop) {
    if let Err(error) = orders::total(&shop.order) {
        sentry::capture_error(&error);
    }
}

fn pack(shop: &Shop) {
    sentry::capture_error(&OutOfStock { sku: shop.sku(), number: shop.number });
}

fn read_quantity(shop: &Shop) {
    if let Err(error) = format!("{}x", shop.number).parse::<u32>() {
        sentry::capture_error(&error);
    }
}

fn load_products(_: &Shop) {
    if let Err(error) = std::fs::read(std::env::current_dir().unwrap().join("data/products.csv")) {
        sentry::capture_error(&error);
    }
}

fn checkout_refused(shop: &Shop) {
    if let Err(error) = payments::charge(shop.number, payments::refusing) {
        sentry::capture_error(&error);
    }
}

fn checkout_slow(shop: &Shop) {
    if let Err(error) = payments::charge(shop.number, payments::slow) {
        sentry::capture_error(&error);
    }
}

fn with_anyhow(shop: &Shop) {
    let result = orders::total(&shop.order).with_context(|| format!("closing day {}", shop.seed));
    if let Err(error) = result {
        sentry::integrations::anyhow::capture_anyhow(&error);
    }
}

fn recursion(shop: &Shop) {
    let tree: HashMap<String, String> =
        (0..12 + 9 * shop.seed).map(|i| (format!("c{i}"), format!("c{}", i + 1))).collect();
    orders::category_path(&tree, "c0");
}

fn in_thread(shop: &Shop) {
    let order = shop.order.clone();
    let thread = std::thread::Builder::new().name(format!("worker-{}-{}", shop.seed, shop.number));
    let _ = thread.spawn(move || orders::country(&order).len()).unwrap().join();
}

// Messages carry a stack here, so each stands in a function of its own.

fn not_shipped(shop: &Shop) {
    sentry::capture_message(&format!("order {} was not shipped", shop.number), sentry::Level::Warning);
}

fn not_paid(shop: &Shop) {
    sentry::capture_message(&format!("order {} was not paid", shop.number), sentry::Level::Warning);
}

fn under_scope(shop: &Shop) {
    sentry::configure_scope(|scope| {
        scope.set_tag("plan", "gold");
        scope.set_tag("shard", shop.seed);
        scope.set_user(Some(sentry::User {
            id: Some(shop.number.to_string()),
            email: Some(format!("eva{}@example.com", shop.number)),
            ip_address: format!("10.{}.{}.83", shop.seed, shop.seed + 17).parse().ok(),
            ..Default::default()
        }));
        let basket = BTreeMap::from([("lines".to_string(), serde_json::json!([{"sku": shop.sku(), "price": 1250}]))]);
        scope.set_context("basket", Context::Other(basket));
        scope.set_extra("raw", serde_json::json!({"weights": [0.1, 2, null]}));
        scope.set_transaction(Some("checkout"));
    });
    sentry::add_breadcrumb(sentry::Breadcrumb {
        category: Some("cart".into()),
        message: Some(format!("added {}", shop.sku())),
        ..Default::default()
    });
    close_day(shop);
}

fn fingerprinted(fingerprint: &[&str], shop: &Shop, work: fn(&Shop)) {
    sentry::with_scope(|scope| scope.set_fingerprint(Some(fingerprint)), || work(shop));
}

fn say(text: &str) {
    panic!("{text}");
}

const CASES: &[Case] = &[
    ("plain", true, close_day),
    ("subclass", false, pack),
    ("same-function-value", true, read_quantity),
    ("missing-file", true, load_products),
    ("cause-refused", true, checkout_refused),
    ("cause-timeout", true, checkout_slow),
    ("anyhow", true, with_anyhow),
    ("panic-unwrap", true, |shop| _ = orders::country(&shop.order).len()),
    ("panic-expect", false, |shop| _ = orders::code(&shop.order).len()),
    ("panic-divide", false, |shop| _ = orders::average(&Order { prices: vec![], ..shop.order.clone() })),
    ("panic-index", true, |shop| _ = orders::nth(&shop.order, shop.number as usize)),
    ("crash-in-discounts", true, |shop| _ = orders::net(&shop.known)),
    ("crash-in-taxes", false, |shop| _ = orders::net(&shop.abroad)),
    ("library-first", true, |shop| _ = orders::short_name("Zoë", shop.number as usize).len()),
    ("library-second", false, |shop| _ = orders::initial("Zoë", shop.number as usize).len()),
    ("recursion", true, recursion),
    ("thread", true, in_thread),
    ("message", true, not_shipped),
    ("message-near", false, not_paid),
    ("scope", true, under_scope),
    ("fingerprint-plain", true, |shop| fingerprinted(&["shop-down"], shop, close_day)),
    ("fingerprint-elsewhere", false, |shop| fingerprinted(&["shop-down"], shop, pack)),
    ("fingerprint-other", false, |shop| fingerprinted(&["shop-slow"], shop, close_day)),
    ("emoji", false, |shop| say(&format!("Bestellung {} für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u{202e}gnp.exe", shop.number))),
    ("markup", false, |_| say("<img src=x onerror=alert(1)> </script><script>\"'`{{7*7}}${7*7} %s \0 \x1b[31mred")),
    ("items", false, |shop| {
        sentry::start_session();
        sentry::logger_info!(orders = shop.seed, "closed the day");
        close_day(shop);
        sentry::end_session();
    }),
];

/// With the images of every library an event is thrice as long, so only these keep them.
const WITH_IMAGES: &[&str] = &["plain", "panic-unwrap"];

fn main() {
    let name = std::env::args().nth(1).unwrap();
    if name == "list" {
        for (each, again, _) in CASES {
            println!("{each}{}", if *again { " again" } else { "" });
        }
        return;
    }
    std::env::set_var("RUST_BACKTRACE", "1"); // anyhow keeps no stack without it
    let images = WITH_IMAGES.contains(&name.as_str());
    let mut options = sentry::ClientOptions::default();
    options.dsn = std::env::var("SHOP_DSN").unwrap().parse().ok();
    options.release = std::env::var("SHOP_RELEASE").ok().map(Into::into);
    options.environment = std::env::var("SHOP_ENVIRONMENT").ok().map(Into::into);
    options.server_name = std::env::var("SHOP_SERVER").ok().map(Into::into);
    options.attach_stacktrace = name == "subclass" || name.starts_with("message");
    options.before_send = Some(Arc::new(move |mut event| {
        // Recordings say nothing about the machine that made them.
        let os = OsContext { name: Some("Linux".into()), version: Some("6.1.0-40-amd64".into()), ..Default::default() };
        event.contexts.insert("os".into(), os.into());
        if !images {
            event.debug_meta = Default::default();
        }
        Some(event)
    }));
    options.before_send_log = Some(Arc::new(|mut log| {
        log.attributes.remove("os.version");
        Some(log)
    }));
    let _guard = sentry::init(options);
    let shop = Shop::open();
    let (_, _, run) = CASES.iter().find(|(each, ..)| *each == name).expect("a case");
    run(&shop);
}
