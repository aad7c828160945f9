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

/** `whenLeaving` is called once with what to do when the page is left. */
export function makeOutbox(whenLeaving: (send: () => void) => void): Outbox {
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

  whenLeaving(() => {
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

/** That of this page. */
export const outbox = makeOutbox((send) => window.addEventListener("pagehide", send));
