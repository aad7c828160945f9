# Messages, which carry a stack too, so each stands in a method of its own.
module Notices
  module_function

  def not_shipped(number)
    yield "order #{number} was not shipped", 'warning'
  end

  def not_paid(number)
    yield "order #{number} was not paid", 'warning'
  end

  def job_done(job, minute, address, seconds)
    yield "job #{job} of 2026-03-11T03:1#{minute}:00Z on #{address} took #{seconds}s", 'info'
  end
end
