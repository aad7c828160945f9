/** What a delivery failed of, in words; the classes are the server's. */
const FAILURES: Record<string, string> = {
  connection: "no connection",
  timeout: "no answer in time",
  rate_limit: "too many for them",
  server: "their error",
  auth: "not let in",
  data: "refused as it is",
  duplicate: "they had it already",
  blocked: "not sent by our own check",
  unknown: "not known why",
};

export const failureWords = (failure: string): string => FAILURES[failure] ?? failure.replaceAll("_", " ");
