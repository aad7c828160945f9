//! Orders: what a customer wants, and what it costs.
use std::collections::HashMap;
use std::fmt;

#[derive(Clone)]
pub struct Customer {
    pub code: String,
    pub country: String,
}

#[derive(Clone)]
pub struct Order {
    pub number: u32,
    pub prices: Vec<u32>,
    pub customer: Option<Customer>,
}

#[derive(Debug)]
pub struct NoCustomer {
    pub number: u32,
}

impl fmt::Display for NoCustomer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "order {} has no customer", self.number)
    }
}

impl std::error::Error for NoCustomer {}

#[derive(Debug)]
pub struct OutOfStock {
    pub sku: String,
    pub number: u32,
}

impl fmt::Display for OutOfStock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "only 0 of {} left for order {}", self.sku, self.number)
    }
}

impl std::error::Error for OutOfStock {}

pub fn total(order: &Order) -> Result<u32, NoCustomer> {
    match order.customer {
        Some(_) => Ok(order.prices.iter().sum()),
        None => Err(NoCustomer { number: order.number }),
    }
}

pub fn country(order: &Order) -> &str {
    &order.customer.as_ref().unwrap().country
}

pub fn code(order: &Order) -> &str {
    &order.customer.as_ref().expect("a paid order has a customer").code
}

pub fn average(order: &Order) -> u32 {
    order.prices.iter().sum::<u32>() / order.prices.len() as u32
}

pub fn nth(order: &Order, index: usize) -> u32 {
    order.prices[index]
}

pub fn net(order: &Order) -> u32 {
    tax(order, discount(order, order.prices.iter().sum()))
}

fn discount(order: &Order, amount: u32) -> u32 {
    let code = code(order);
    if code.chars().any(|each| each.is_ascii_digit()) {
        panic!("bad code {code} on order {}", order.number);
    }
    amount * 90 / 100
}

fn tax(order: &Order, amount: u32) -> u32 {
    if country(order) == "XX" {
        panic!("bad country XX on order {}", order.number);
    }
    amount * 119 / 100
}

pub fn category_path(tree: &HashMap<String, String>, name: &str) -> Vec<String> {
    let Some(parent) = tree.get(name) else {
        panic!("category {name} is an orphan");
    };
    let mut path = category_path(tree, parent);
    path.push(name.to_string());
    path
}

pub fn short_name(name: &str, at: usize) -> &str {
    &name[at..]
}

pub fn initial(name: &str, at: usize) -> &str {
    &name[at..]
}
