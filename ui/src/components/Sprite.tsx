/** The one sprite: our own strokes on a grid of 16 px. Rendered once, by the app. */
export function Sprite() {
  return (
    <svg width="0" height="0" className="sprite" aria-hidden="true">
      <defs>
        <symbol id="i-alerts" viewBox="0 0 16 16">
          <path d="M3.5 11.5h9c-1-1-1.2-2.2-1.2-4A3.3 3.3 0 0 0 8 4.2a3.3 3.3 0 0 0-3.3 3.3c0 1.8-.2 3-1.2 4ZM6.7 13.8h2.6M8 2.2v2" />
        </symbol>
        <symbol id="i-back" viewBox="0 0 16 16">
          <path d="M6 2.5 2.5 6 6 9.5M2.5 6h7a4 4 0 0 1 0 8H6" />
        </symbol>
        <symbol id="i-bars" viewBox="0 0 16 16">
          <path d="M2.5 13.5v-4M6.2 13.5v-9M9.8 13.5v-6M13.5 13.5V3" />
        </symbol>
        <symbol id="i-belloff" viewBox="0 0 16 16">
          <path d="M3.5 11.5h9c-.6-.6-.9-1.3-1.1-2.2M10.8 6a3.3 3.3 0 0 0-6-.3M4.7 7.5c0 1.8-.2 3-1.2 4M6.7 13.8h2.6M2 2l12 12" />
        </symbol>
        <symbol id="i-bin" viewBox="0 0 16 16">
          <path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4" />
        </symbol>
        <symbol id="i-cal" viewBox="0 0 16 16">
          <path d="M2.5 4.7c0-.8.6-1.4 1.4-1.4h8.2c.8 0 1.4.6 1.4 1.4v7.4c0 .8-.6 1.4-1.4 1.4H3.9c-.8 0-1.4-.6-1.4-1.4ZM2.5 6.7h11M5.2 1.8v3M10.8 1.8v3" />
        </symbol>
        <symbol id="i-chat" viewBox="0 0 16 16">
          <path d="M2.2 3.7c0-.8.7-1.5 1.5-1.5h8.6c.8 0 1.5.7 1.5 1.5v6c0 .8-.7 1.5-1.5 1.5H7.5L4.2 14v-2.8h-.5c-.8 0-1.5-.7-1.5-1.5Z" />
        </symbol>
        <symbol id="i-check" viewBox="0 0 16 16">
          <path d="m3 8.5 3.2 3.2L13 4.8" />
        </symbol>
        <symbol id="i-checkc" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="m5.3 8.2 1.9 1.9 3.6-4" />
        </symbol>
        <symbol id="i-clock" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M8 4.5V8l2.3 1.5" />
        </symbol>
        <symbol id="i-copy" viewBox="0 0 16 16">
          <rect x="5.5" y="5.5" width="8.3" height="8.3" rx="1.5" />
          <path d="M10.5 3.2c0-.6-.4-1-1-1H3.7c-.8 0-1.5.7-1.5 1.5v5.8c0 .6.4 1 1 1" />
        </symbol>
        <symbol id="i-cursor" viewBox="0 0 16 16">
          <path d="m3 2.5 10 4.5-4.3 1.5L7 13Z" />
        </symbol>
        <symbol id="i-db" viewBox="0 0 16 16">
          <ellipse cx="8" cy="3.8" rx="5.5" ry="2" />
          <path d="M2.5 3.8v8.4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V3.8M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2" />
        </symbol>
        <symbol id="i-dia" viewBox="0 0 16 16">
          <path d="M8 2.5 13.5 8 8 13.5 2.5 8Z" fill="currentColor" />
        </symbol>
        <symbol id="i-dot" viewBox="0 0 16 16">
          <path d="M8 8v.01" strokeWidth="4.5" />
        </symbol>
        <symbol id="i-dots" viewBox="0 0 16 16">
          <path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2.2" />
        </symbol>
        <symbol id="i-down" viewBox="0 0 16 16">
          <path d="m4 6 4 4 4-4" />
        </symbol>
        <symbol id="i-download" viewBox="0 0 16 16">
          <path d="M8 2.2v7.6M4.8 6.8 8 10l3.2-3.2M2.5 11v1.5c0 .7.6 1.3 1.3 1.3h8.4c.7 0 1.3-.6 1.3-1.3V11" />
        </symbol>
        <symbol id="i-ext" viewBox="0 0 16 16">
          <path d="M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v2.7c0 .7-.6 1.3-1.3 1.3H3.8c-.7 0-1.3-.6-1.3-1.3V5.8c0-.7.6-1.3 1.3-1.3h2.7" />
        </symbol>
        <symbol id="i-eye" viewBox="0 0 16 16">
          <path d="M1.5 8C2.3 5.5 4.8 3.5 8 3.5S13.7 5.5 14.5 8c-.8 2.5-3.3 4.5-6.5 4.5S2.3 10.5 1.5 8Z" />
          <circle cx="8" cy="8" r="2" />
        </symbol>
        <symbol id="i-eyeoff" viewBox="0 0 16 16">
          <path d="M2 2l12 12M6.5 6.6A2 2 0 0 0 9.4 9.4M4 4.7C2.7 5.6 1.8 7 1.5 8c.8 2.5 3.3 4.5 6.5 4.5 1.2 0 2.3-.3 3.2-.7M7 3.6c.3 0 .7-.1 1-.1 3.2 0 5.7 2 6.5 4.5-.3.9-.8 1.7-1.5 2.4" />
        </symbol>
        <symbol id="i-first" viewBox="0 0 16 16">
          <path d="M11.5 4l-4 4 4 4M4.5 4v8" />
        </symbol>
        <symbol id="i-flow" viewBox="0 0 16 16">
          <path d="M2 4h4c3 0 3 8 6 8h2M2 12h3M11.5 4H14M9 4h.5" />
        </symbol>
        <symbol id="i-gear" viewBox="0 0 16 16">
          <path d="M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7" />
          <circle cx="10.7" cy="4.5" r="1.7" />
          <circle cx="5.2" cy="11.5" r="1.7" />
        </symbol>
        <symbol id="i-globe" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M1.8 8h12.4M8 1.8c4 4 4 8.4 0 12.4-4-4-4-8.4 0-12.4Z" />
        </symbol>
        <symbol id="i-half" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" />
        </symbol>
        <symbol id="i-info" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M8 7.3v3.9M8 4.9v.01" />
        </symbol>
        <symbol id="i-issues" viewBox="0 0 16 16">
          <path d="M8 1.8 14.2 8 8 14.2 1.8 8Z" />
          <path d="M8 5.4v3M8 10.6v.01" />
        </symbol>
        <symbol id="i-key" viewBox="0 0 16 16">
          <circle cx="5" cy="11" r="2.7" />
          <path d="m7 9 6.5-6.5M11 5l2 2M9.3 6.7l1.2 1.2" />
        </symbol>
        <symbol id="i-left" viewBox="0 0 16 16">
          <path d="M10 4 6 8l4 4" />
        </symbol>
        <symbol id="i-link" viewBox="0 0 16 16">
          <path d="M6.7 9.3a2.8 2.8 0 0 0 4 0l2.3-2.3a2.8 2.8 0 0 0-4-4l-.8.8M9.3 6.7a2.8 2.8 0 0 0-4 0L3 9a2.8 2.8 0 0 0 4 4l.8-.8" />
        </symbol>
        <symbol id="i-lock" viewBox="0 0 16 16">
          <rect x="3" y="7" width="10" height="7" rx="1.5" />
          <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
        </symbol>
        <symbol id="i-loop" viewBox="0 0 16 16">
          <path d="M2.5 8a5.5 5.5 0 0 1 9.6-3.7L13.5 6M13.5 2.5V6H10M13.5 8a5.5 5.5 0 0 1-9.6 3.7L2.5 10M2.5 13.5V10H6" />
        </symbol>
        <symbol id="i-mail" viewBox="0 0 16 16">
          <rect x="1.8" y="3.2" width="12.4" height="9.6" rx="1.5" />
          <path d="m2.2 4.5 5.8 4.5 5.8-4.5" />
        </symbol>
        <symbol id="i-md" viewBox="0 0 16 16">
          <rect x="1.5" y="3.5" width="13" height="9" rx="1.5" />
          <path d="M4 10V6l2 2.2L8 6v4M11.2 6v4M9.8 8.7 11.2 10.2l1.4-1.5" />
        </symbol>
        <symbol id="i-merge" viewBox="0 0 16 16">
          <path d="M3.5 2.5c0 4 4.5 3.5 4.5 7.5v3.5M12.5 2.5c0 4-4.5 3.5-4.5 7.5M5.5 11 8 13.5l2.5-2.5" />
        </symbol>
        <symbol id="i-menu" viewBox="0 0 16 16">
          <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
        </symbol>
        <symbol id="i-moon" viewBox="0 0 16 16">
          <path d="M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7Z" />
        </symbol>
        <symbol id="i-mute" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="6.2" />
          <path d="M3.7 12.3 12.3 3.7" />
        </symbol>
        <symbol id="i-oct" viewBox="0 0 16 16">
          <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4Z" />
          <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />
        </symbol>
        <symbol id="i-out" viewBox="0 0 16 16">
          <path d="M6.5 2.5h-3c-.6 0-1 .4-1 1v9c0 .6.4 1 1 1h3M10.5 5l3 3-3 3M13.5 8h-7" />
        </symbol>
        <symbol id="i-pen" viewBox="0 0 16 16">
          <path d="M2.5 13.5 3 10.7l7.7-7.7 2.3 2.3-7.7 7.7Z" />
        </symbol>
        <symbol id="i-phone" viewBox="0 0 16 16">
          <path d="M4 2.5h2l1 3-1.5 1.2a8 8 0 0 0 3.8 3.8L10.5 9l3 1v2c0 .8-.7 1.5-1.5 1.5C6.8 13.5 2.5 9.2 2.5 4c0-.8.7-1.5 1.5-1.5Z" />
        </symbol>
        <symbol id="i-plus" viewBox="0 0 16 16">
          <path d="M8 3v10M3 8h10" />
        </symbol>
        <symbol id="i-right" viewBox="0 0 16 16">
          <path d="m6 4 4 4-4 4" />
        </symbol>
        <symbol id="i-ring" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="4.5" />
        </symbol>
        <symbol id="i-ringd" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="4.5" strokeDasharray="1.5 2.3" />
        </symbol>
        <symbol id="i-rows" viewBox="0 0 16 16">
          <path d="M2 4h12M2 8h12M2 12h12" />
        </symbol>
        <symbol id="i-search" viewBox="0 0 16 16">
          <circle cx="7" cy="7" r="4.5" />
          <path d="m10.5 10.5 3.5 3.5" />
        </symbol>
        <symbol id="i-send" viewBox="0 0 16 16">
          <path d="m2.2 7.2 11.6-5-4.2 11.6-2.3-4.7Z" />
          <path d="m7.3 9.1 6.5-6.9" />
        </symbol>
        <symbol id="i-sort" viewBox="0 0 16 16">
          <path d="M5 3v10M2.5 10.5 5 13l2.5-2.5M11 13V3M8.5 5.5 11 3l2.5 2.5" />
        </symbol>
        <symbol id="i-sun" viewBox="0 0 16 16">
          <circle cx="8" cy="8" r="3" />
          <path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
        </symbol>
        <symbol id="i-tag" viewBox="0 0 16 16">
          <path d="M2.2 3.4v4.2l6.2 6.2 5.4-5.4-6.2-6.2H3.4c-.7 0-1.2.5-1.2 1.2Z" />
          <circle cx="5.2" cy="5.2" r=".8" />
        </symbol>
        <symbol id="i-term" viewBox="0 0 16 16">
          <path d="m3 4.5 3.5 3.5L3 11.5M8 12h5" />
        </symbol>
        <symbol id="i-tri" viewBox="0 0 16 16">
          <path d="M8 2.3 14.5 13.5h-13Z" />
          <path d="M8 6.5v3.2M8 11.7v.01" />
        </symbol>
        <symbol id="i-up" viewBox="0 0 16 16">
          <path d="m2 11.5 4-4 3 3L14 5M10 5h4v4" />
        </symbol>
        <symbol id="i-user" viewBox="0 0 16 16">
          <circle cx="8" cy="5.5" r="2.7" />
          <path d="M2.8 13.8c.6-2.7 2.6-4 5.2-4s4.6 1.3 5.2 4" />
        </symbol>
        <symbol id="i-users" viewBox="0 0 16 16">
          <circle cx="6" cy="5.5" r="2.5" />
          <path d="M1.5 13.5c.5-2.5 2.2-3.7 4.5-3.7s4 1.2 4.5 3.7M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 10.2c1.4.5 2.2 1.6 2.5 3.3" />
        </symbol>
        <symbol id="i-x" viewBox="0 0 16 16">
          <path d="m4 4 8 8M12 4l-8 8" />
        </symbol>
      </defs>
    </svg>
  );
}
