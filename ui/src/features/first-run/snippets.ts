export interface Snippet {
  id: string;
  name: string;
  language: string;
  /** The platform of a project for which this one is shown first. */
  platforms: string[];
  code: (dsn: string) => string;
}

/** How a program sends its first event. Sentry's SDKs speak to us unchanged: only the DSN is ours. */
export const SNIPPETS: readonly Snippet[] = [
  {
    id: "redshank",
    name: "Python",
    language: "python",
    platforms: ["python", "python-redshank"],
    code: (dsn) => `# pip install ./sdk   in a checkout of Redshank
import redshank

redshank.init("${dsn}")

1 / 0  # the first event`,
  },
  {
    id: "sentry-python",
    name: "Python, sentry-sdk",
    language: "python",
    platforms: ["python-django", "python-flask", "python-fastapi"],
    code: (dsn) => `# pip install sentry-sdk
import sentry_sdk

sentry_sdk.init(dsn="${dsn}")

1 / 0  # the first event`,
  },
  {
    id: "browser",
    name: "Browser",
    language: "javascript",
    platforms: ["javascript", "javascript-react", "javascript-vue", "javascript-angular", "javascript-svelte"],
    code: (dsn) => `// npm install @sentry/browser
import * as Sentry from "@sentry/browser";

Sentry.init({ dsn: "${dsn}" });

setTimeout(() => { throw new Error("the first event"); });`,
  },
  {
    id: "node",
    name: "Node",
    language: "javascript",
    platforms: ["node", "javascript-nextjs", "node-express"],
    code: (dsn) => `// npm install @sentry/node
const Sentry = require("@sentry/node");

Sentry.init({ dsn: "${dsn}" });

setTimeout(() => { throw new Error("the first event"); });`,
  },
  {
    id: "go",
    name: "Go",
    language: "go",
    platforms: ["go"],
    code: (dsn) => `// go get github.com/getsentry/sentry-go
package main

import (
	"errors"
	"time"

	"github.com/getsentry/sentry-go"
)

func main() {
	if err := sentry.Init(sentry.ClientOptions{Dsn: "${dsn}"}); err != nil {
		panic(err)
	}
	defer sentry.Flush(2 * time.Second)
	sentry.CaptureException(errors.New("the first event"))
}`,
  },
  {
    id: "java",
    name: "Java",
    language: "java",
    platforms: ["java", "kotlin", "java-spring-boot"],
    code: (dsn) => `// implementation("io.sentry:sentry:8.+")
import io.sentry.Sentry;

public class Main {
  public static void main(String[] args) {
    Sentry.init(options -> options.setDsn("${dsn}"));
    Sentry.captureException(new RuntimeException("the first event"));
    Sentry.close();
  }
}`,
  },
  {
    id: "ruby",
    name: "Ruby",
    language: "ruby",
    platforms: ["ruby", "ruby-rails"],
    code: (dsn) => `# gem install sentry-ruby
require "sentry-ruby"

Sentry.init { |config| config.dsn = "${dsn}" }

Sentry.capture_message("the first event")`,
  },
  {
    id: "php",
    name: "PHP",
    language: "php",
    platforms: ["php", "php-laravel", "php-symfony"],
    code: (dsn) => `<?php
// composer require sentry/sentry
require "vendor/autoload.php";

\\Sentry\\init(["dsn" => "${dsn}"]);

throw new Exception("the first event");`,
  },
  {
    id: "dotnet",
    name: ".NET",
    language: "csharp",
    platforms: ["csharp", "dotnet"],
    code: (dsn) => `// dotnet add package Sentry
using Sentry;

using var sentry = SentrySdk.Init("${dsn}");

throw new Exception("the first event");`,
  },
  {
    id: "rust",
    name: "Rust",
    language: "rust",
    platforms: ["rust"],
    code: (dsn) => `// cargo add sentry
fn main() {
    let _guard = sentry::init("${dsn}");
    panic!("the first event");
}`,
  },
  {
    id: "curl",
    name: "curl",
    language: "ruby",
    platforms: [],
    code: (dsn) => curl(dsn),
  },
];

function curl(dsn: string): string {
  const match = /^(https?:)\/\/([^@/]+)@(.+)\/([^/]+)$/.exec(dsn);
  const [, protocol, key, host, project] = match ?? [];
  return `curl '${protocol}//${host}/api/${project}/store/?sentry_key=${key}' \\
  -H 'Content-Type: application/json' \\
  --data '{"message": "the first event", "level": "error"}'`;
}

/** The snippet that fits the platform of a project. */
export function snippetFor(platform: string | null): Snippet {
  const exact = SNIPPETS.find((one) => platform !== null && one.platforms.includes(platform));
  const family = SNIPPETS.find((one) => platform !== null && one.platforms.some((name) => platform.startsWith(name)));
  return exact ?? family ?? (SNIPPETS[0] as Snippet);
}
