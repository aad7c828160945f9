/** The mark: a redshank. */
export function Bird({ large }: { large?: boolean }) {
  return (
    <svg className={large ? "bird lg" : "bird"} viewBox="0 0 24 24" aria-hidden="true">
      <path className="l" d="M10.3 14.5v4.2l-1.3 3.3M12.8 14.5l1.8 3.6-.8 3.9" />
      <path
        className="b"
        d="M2.3 12.4c1.5-3.6 4.7-5.6 8.8-5.3 1.4 0 2-.7 2.5-1.7.6-1.3 1.7-2.1 3-2.1 1.4 0 2.3.8 2.5 2l-.3 1.5c-.6 3.9-2.7 8.4-8 8.5-2.7.1-4.6-.6-6-1.8Z"
      />
      <path className="k" d="m18.9 4.6 4.6 1.2-4.7.7Z" />
      <circle cx="16.8" cy="5.3" r=".7" fill="var(--bg)" />
    </svg>
  );
}

/** The bird in the marsh, for pages that have nothing to show. */
export function BirdScene() {
  return (
    <svg width="280" height="120" viewBox="0 0 280 120" fill="none" aria-hidden="true">
      <g stroke="var(--line-strong)" strokeWidth="1.2" strokeLinecap="round" opacity=".75">
        <path d="M8 88h96M120 88h20M158 88h114M36 98h64M176 98h70M84 108h110" />
        <path d="M36 88c0-22-4-34-10-46M40 88c0-30 4-46 8-58M46 88c0-16 6-28 14-34M236 88c0-24-4-36-8-46M242 88c0-18 6-32 14-42" />
      </g>
      <g stroke="var(--accent-fill)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M137 62v16l-4 10M147 62l6 13-3 13" />
        <path d="M134 92v7M151 92v6" opacity=".35" />
      </g>
      <path
        fill="var(--text)"
        d="M102 52c7-17 22-26 41-25 7 0 10-3 12-8 3-6 8-10 14-10 7 0 11 4 12 10l-1 7c-3 18-13 39-38 40-13 0-22-3-29-9Z"
      />
      <path fill="var(--accent-fill)" d="m180 15 26 6-26 3Z" />
      <circle cx="169.5" cy="18.5" r="2.2" fill="var(--surface)" />
    </svg>
  );
}
