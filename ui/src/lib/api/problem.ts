interface ProblemBody {
  detail?: unknown;
  fields?: Record<string, string[]>;
  position?: number;
  length?: number;
}

/** An answer that is not 2xx, or no answer at all (status 0). `message` is a sentence for people. */
export class Problem extends Error {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  /** Milliseconds until the answer. */
  readonly took: number;
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  /** What is wrong with each field of a form. */
  readonly fields: Readonly<Record<string, string[]>>;
  /** Place of the error in a search text: first character and length. */
  readonly place: { position: number; length: number } | null;
  readonly at = new Date();

  private constructor(message: string, status: number, method: string, path: string, took: number, body: ProblemBody, headers?: Headers) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.method = method;
    this.path = path;
    this.took = took;
    this.requestId = headers?.get("X-Request-Id") ?? null;
    const wait = Number(headers?.get("Retry-After") ?? NaN);
    this.retryAfterSeconds = Number.isFinite(wait) ? wait : null;
    this.fields = body.fields ?? {};
    this.place = typeof body.position === "number" ? { position: body.position, length: body.length ?? 1 } : null;
  }

  static async from(response: Response, method: string, path: string, took: number): Promise<Problem> {
    let body: ProblemBody = {};
    try {
      const parsed: unknown = await response.json();
      if (typeof parsed === "object" && parsed !== null) body = parsed as ProblemBody;
    } catch {
      // A proxy in between may answer with a page of its own.
    }
    const message = typeof body.detail === "string" && body.detail ? body.detail : sentence(response.status);
    return new Problem(message, response.status, method, path, took, body, response.headers);
  }

  static unreachable(method: string, path: string): Problem {
    return new Problem("This Redshank does not answer.", 0, method, path, 0, {});
  }

  /** Whether asking again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function sentence(status: number): string {
  if (status === 403) return "Your role does not allow this.";
  if (status === 404) return "There is no such thing here.";
  if (status === 429) return "Too many requests in a short time.";
  if (status >= 500) return "The server could not answer.";
  return `The server refused this (${status}).`;
}

/** The sentence of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
