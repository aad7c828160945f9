//! Money comes in, or does not.
use std::error::Error;
use std::fmt;
use std::net::TcpStream;

#[derive(Debug)]
pub struct PaymentError {
    pub number: u32,
    pub cause: Box<dyn Error + Send + Sync>,
}

impl fmt::Display for PaymentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not charge order {}", self.number)
    }
}

impl Error for PaymentError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.cause.as_ref())
    }
}

#[derive(Debug)]
pub struct GatewayTimeout {
    pub milliseconds: u32,
}

impl fmt::Display for GatewayTimeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no answer after {} ms", self.milliseconds)
    }
}

impl Error for GatewayTimeout {}

type Gateway = fn(u32) -> Result<(), Box<dyn Error + Send + Sync>>;

pub fn charge(number: u32, gateway: Gateway) -> Result<(), PaymentError> {
    gateway(number).map_err(|cause| PaymentError { number, cause })
}

pub fn refusing(number: u32) -> Result<(), Box<dyn Error + Send + Sync>> {
    TcpStream::connect(("127.0.0.1", 7000 + (number % 50) as u16))?;
    Ok(())
}

pub fn slow(number: u32) -> Result<(), Box<dyn Error + Send + Sync>> {
    Err(Box::new(GatewayTimeout { milliseconds: number }))
}
