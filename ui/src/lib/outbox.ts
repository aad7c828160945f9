/** What people did, on its way to the server: one after the other, in the order in which it was done. */
export interface Outbox {
  /**
   * Sends after everything before it was answered. With `holdMs` it waits that long first, for a second thought that
   * takes its place. Leaving the page sends at once whatever waits.
   */
  post: <T>(work: () => Promise<T>, holdMs?: number) => Posted<T>;
}

export interface Posted<T> {
  answer: Promise<T>;
  /** Takes it back; false when it is on its way already. */
  cancel: () => boolean;
}

interface Job {
  start: () => Promise<void>;
  state: "held" | "ready" | "sent" | "cancelled";
  timer: number;
}

/** `onLeaving` is called once with what to do when the page is left. */
export function makeOutbox(onLeaving: (send: () => void) => void): Outbox {
  const jobs: Job[] = [];
  let busy = false;

  const begin = async (job: Job) => {
    if (job.state === "sent" || job.state === "cancelled") return;
    job.state = "sent";
    window.clearTimeout(job.timer);
    await job.start();
  };

  const next = async () => {
    if (busy) return;
    busy = true;
    for (let job = jobs[0]; job && job.state !== "held"; job = jobs[0]) {
      jobs.shift();
      await begin(job);
    }
    busy = false;
  };

  const release = (job: Job) => {
    if (job.state === "held") job.state = "ready";
  };

  onLeaving(() => {
    // No time is left to wait for answers. The requests leave in order, and the server takes them in the order in
    // which they come.
    for (const job of jobs.splice(0)) void begin(job);
  });

  return {
    post: <T>(work: () => Promise<T>, holdMs = 0) => {
      jobs.forEach(release);
      let job!: Job;
      const answer = new Promise<T>((resolve, reject) => {
        const start = () => work().then(resolve, reject);
        job = { start, state: holdMs > 0 ? "held" : "ready", timer: 0 };
      });
      if (holdMs > 0) {
        job.timer = window.setTimeout(() => {
          release(job);
          void next();
        }, holdMs);
      }
      jobs.push(job);
      void next();
      const cancel = () => {
        if (job.state === "sent") return false;
        job.state = "cancelled";
        window.clearTimeout(job.timer);
        const at = jobs.indexOf(job);
        if (at !== -1) jobs.splice(at, 1);
        return true;
      };
      return { answer, cancel };
    },
  };
}

/**
 * Calls `send` when the page is left; answers how to stop that. `beforeunload` comes before the browser begins to leave,
 * and it waits for it; `pagehide` alone was seen never to run on a loaded machine.
 */
export function whenLeaving(send: () => void): () => void {
  window.addEventListener("beforeunload", send);
  window.addEventListener("pagehide", send);
  return () => {
    window.removeEventListener("beforeunload", send);
    window.removeEventListener("pagehide", send);
  };
}

/** That of this page. Phones end a page in the background without a word: what waits goes out when it is hidden. */
export const outbox = makeOutbox((send) => {
  whenLeaving(send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
});
