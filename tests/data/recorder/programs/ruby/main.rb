# ruby main.rb CASE: raise one problem and let the SDK report it. `list` names the cases.
# With RAVEN=1 it is the older SDK, sentry-raven, that reports.
require 'digest'
require 'etc'

# Recordings say nothing about the machine that made them, and this ends in contexts.os.
def Etc.uname
  { sysname: 'Linux', release: '6.1.0-40-amd64', version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.153-1', machine: 'x86_64' }
end

require_relative 'lib/orders'
require_relative 'lib/payments'
require_relative 'lib/catalog'
require_relative 'lib/notices'

RAVEN = ENV.key?('RAVEN')
SKEW = Integer(ENV.fetch('SHOP_SEED', '1'))
NUMBER = 10_000 + (SKEW * 48_271) % 89_999
SKU = "SKU-#{1000 + (SKEW * 6521) % 8999}"
HEX = Digest::SHA1.hexdigest("shop#{SKEW}")
JOB = "#{HEX[0, 8]}-#{HEX[8, 4]}-4#{HEX[13, 3]}-a#{HEX[17, 3]}-#{HEX[20, 12]}"
IP = "10.#{SKEW}.#{SKEW + 17}.#{(SKEW * 83) % 255}"
LINES = [{ sku: SKU, price: 1250, quantity: SKEW }].freeze
ORDER = Orders::Order.new(NUMBER, LINES, nil)
EMPTY = Orders::Order.new(NUMBER, [], nil)
KNOWN = Orders::Order.new(NUMBER, LINES, { email: 'eva@example.com', code: NUMBER.to_s })
ABROAD = Orders::Order.new(NUMBER, LINES, { email: 'eva@example.com', country: 'XX' })

def report(error)
  RAVEN ? Raven.capture_exception(error) : Sentry.capture_exception(error)
end

def say(text, level)
  RAVEN ? Raven.capture_message(text, level: level) : Sentry.capture_message(text, level: level)
end

def catch_it
  yield
rescue Exception => e # rubocop:disable Lint/RescueException
  report(e)
end

def recursion
  depth = 12 + 9 * SKEW
  tree = (0...depth).to_h { |i| ["c#{i}", "c#{i + 1}"] }
  Orders.category_path(tree, 'c0')
end

def in_thread
  thread = Thread.new { catch_it { Orders.total(ORDER) } }
  thread.name = "worker-#{SKEW}-#{NUMBER}"
  thread.join
end

def under_scope
  user = { id: NUMBER, email: "eva#{NUMBER}@example.com", ip_address: IP, username: 'eva' }
  if RAVEN
    Raven.tags_context(plan: 'gold', shard: SKEW)
    Raven.user_context(user)
    Raven.extra_context(basket: LINES)
    Raven.breadcrumbs.record(category: 'cart', message: "added #{SKU}", data: { quantity: SKEW })
  else
    scope = Sentry.get_current_scope
    scope.set_tags(plan: 'gold', shard: SKEW)
    scope.set_user(user)
    scope.set_extras(raw: { weights: [0.1, 2], at: Time.at(0), kind: :parcel })
    scope.set_contexts(basket: { lines: LINES, coupon: nil })
    scope.set_level(:fatal)
    scope.set_transaction_name('checkout')
    Sentry.add_breadcrumb(Sentry::Breadcrumb.new(category: 'cart', message: "added #{SKU}", data: { quantity: SKEW }))
  end
  catch_it { Orders.total(ORDER) }
end

def fingerprint(parts)
  if RAVEN
    begin
      yield
    rescue StandardError => e
      Raven.capture_exception(e, fingerprint: parts)
    end
  else
    Sentry.get_current_scope.set_fingerprint(parts)
    catch_it { yield }
  end
end

CASES = {
  'plain' => -> { Orders.total(ORDER) },
  'zero-division' => -> { Orders.average(EMPTY) },
  'undefined' => -> { Orders.greeting(ORDER) },
  'same-function-value' => -> { Orders.parse_quantity(" #{NUMBER}x") },
  'same-function-type' => -> { Orders.parse_quantity(NUMBER) },
  'subclass' => -> { Orders.reserve(ORDER) },
  'repr-address' => -> { Orders.ship(ORDER) },
  'crash-in-discounts' => -> { Orders.net(KNOWN) },
  'crash-in-taxes' => -> { Orders.net(ABROAD) },
  'missing-file' => -> { Catalog.load_products(Dir.pwd) },
  'json-catalog' => -> { Catalog.import(%({"products": [#{NUMBER},)) },
  'json-cart' => -> { Catalog.read_cart(%({"cart": [#{NUMBER},)) },
  'cause-refused' => -> { Payments.charge(KNOWN) { |order| Payments.refusing(order) } },
  'cause-timeout' => -> { Payments.charge(KNOWN) { |order| Payments.slow(order) } },
  'recursion' => -> { recursion },
  'thread' => -> { in_thread },
  'message' => -> { Notices.not_shipped(NUMBER) { |*message| say(*message) } },
  'message-near' => -> { Notices.not_paid(NUMBER) { |*message| say(*message) } },
  'message-values' => lambda {
    Notices.job_done(JOB, SKEW, "#{IP}:54#{SKEW}2", "#{SKEW}.#{NUMBER}") { |*message| say(*message) }
  },
  'scope' => -> { under_scope },
  'fingerprint-plain' => -> { fingerprint(['shop-down']) { Orders.total(ORDER) } },
  'fingerprint-elsewhere' => -> { fingerprint(['shop-down']) { Orders.reserve(ORDER) } },
  'fingerprint-other' => -> { fingerprint(['shop-slow']) { Orders.total(ORDER) } },
  'fingerprint-default' => -> { fingerprint(['{{ default }}', 'gold']) { Orders.total(ORDER) } },
  'emoji' => -> { raise "Bestellung #{NUMBER} für Zoë 🧦🏳️‍🌈 — 株式会社 ﷽ \u202egnp.exe" },
  'surrogate' => -> { raise "not UTF-8: caf\xe9-\xff, a NUL: \0 and \e[31mred" },
  'huge' => -> { raise "things: #{'long ' * 20_000}" },
  'markup' => -> { raise %(<img src=x onerror=alert(1)> </script><script>"'`{{7*7}}${7*7} %s) }
}.freeze
# Not UTF-8 is more than sentry-ruby can say: it drops the event.
KNOWN_TO_SDK = RAVEN ? CASES : CASES.except('surrogate')
ONCE = %w[surrogate huge markup fingerprint-elsewhere fingerprint-other fingerprint-default message-near json-cart
          crash-in-taxes same-function-type zero-division].freeze

name = ARGV.shift
if name == 'list'
  KNOWN_TO_SDK.each_key { |each| puts(ONCE.include?(each) ? each : "#{each} again") }
  exit
end

if RAVEN
  require 'sentry-raven-without-integrations'
  Raven.configure do |config|
    config.dsn = ENV['SHOP_DSN'].sub('@', ':secret@')
    config.release = ENV['SHOP_RELEASE']
    config.current_environment = ENV['SHOP_ENVIRONMENT']
    config.server_name = ENV['SHOP_SERVER']
    config.silence_ready = true
  end
else
  require 'sentry-ruby'
  Sentry.init do |config|
    config.dsn = ENV['SHOP_DSN']
    config.release = ENV['SHOP_RELEASE']
    config.environment = ENV['SHOP_ENVIRONMENT']
    config.server_name = ENV['SHOP_SERVER']
    config.background_worker_threads = 0
    config.send_default_pii = name == 'scope'
    config.send_modules = %w[plain scope].include?(name) # half of an event, and always the same
  end
end
catch_it { CASES[name].call }
