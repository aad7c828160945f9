"""Bring an event from any SDK into the one canonical shape that all later steps rely on.

`normalize(raw, *decode_event(json))` is pure and total: whatever object comes, an event comes out, and normalizing it
again changes nothing. A value that cannot be used is left out and noted in `errors`.

The canonical event. Only the first six keys are always there; every other key, at any level, is there only when it
has a value: no null, no empty text, list or object (free-form JSON, marked *, may hold them inside). All texts are
valid Unicode without NUL. Lengths are in `limits`; what was cut says so in `_meta`.

    event_id     32 lower-case hex digits
    timestamp    when it happened, float epoch seconds, by our clock
    received     when it arrived, float epoch seconds
    platform     one of `identity.PLATFORMS`; `other` when unknown
    level        fatal, error, warning, info or debug
    type         csp (a browser's report), error (it has an exception) or default
    logger, transaction, culprit, server_name, release, dist, environment      texts
    tags         [[key, value], …], keys unique, without `release dist user filename function environment`
    fingerprint  [text, …]
    logentry     {formatted, message, params}: `formatted` always; `message`, the template, only where it differs;
                 `params` a list or an object*
    exception    {values: [exception, …]}, oldest cause first, the raised one last
                 exception: {type, value, module, thread_id (text), stacktrace, raw_stacktrace, mechanism}, at least
                 one of type, value and stacktrace
                 mechanism: {type, description, help_link, handled, synthetic, exception_id, parent_id,
                 is_exception_group, source, data*, meta*}
    threads      {values: [{id (text), name, crashed, current, main, state, stacktrace, raw_stacktrace}, …]}
    stacktrace   {frames: [frame, …], registers, lang, snapshot}, at least one frame, oldest call first
                 frame: {filename, abs_path, function, module, lineno, colno, pre_context, context_line, post_context,
                 in_app, vars*, raw_function, symbol, package, platform, addr_mode, instruction_addr, symbol_addr,
                 image_addr (texts), lock*}; source lines may be empty texts
    template     a frame, of a template engine
    breadcrumbs  {values: [{timestamp (float), type, category, level, message, data*, event_id}, …]}, oldest
                 first
    user         {id, email, username, name, ip_address, geo: {country_code, city, subdivision, region}, data*}
    request      {url (no query, no fragment), method, query_string, fragment, headers, cookies, data*, env*,
                 inferred_content_type, api_target}; query_string, headers and cookies are [[name, text], …], header
                 names as `User-Agent`, no header `Cookie`
    contexts     {name: {…}*}
    extra        {name: …*}
    modules      {name: version}
    sdk          {name, version, packages: [{name, version}], integrations: [text], features: [text],
                 settings: {infer_ip}}
    debug_meta   {images: [{type, code_file, debug_id, …}]}
    csp          {effective_directive, violated_directive, blocked_uri, document_uri, source_file, referrer,
                 original_policy, disposition, script_sample, status_code, line_number, column_number}
    errors       [{type, …texts}]: invalid_data {name, value}, clock_drift {sdk_time, server_time},
                 reserved_tag {name, value, message}, future_timestamp and past_timestamp {name, value}
    _meta        remarks in a tree parallel to the event: {"extra": {"body": {"": {"rem": [["!limit", "s", 8189,
                 8192]], "len": 20000}}}}; keys of lists are their indices as text

Unknown fields are dropped without a note: a newer SDK may send more than we keep, and nobody could read it anyway.
Only in `user`, where programs put fields of their own, unknown ones move into `user.data`.
"""

from processor.normalize.event import normalize
from processor.normalize.sent import decode_event

__all__ = ["decode_event", "normalize"]
