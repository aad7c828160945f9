/** The redshank in its marsh, beside the sign-in. Colours come from the style sheet, for both themes. */
export function Scene() {
  return (
    <div className="scene">
      <svg viewBox="0 0 640 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
        <defs>
          <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" className="sky1" />
            <stop offset=".62" className="sky2" />
            <stop offset="1" className="sky3" />
          </linearGradient>
        </defs>
        <rect width="640" height="900" fill="url(#sky)" />
        <path className="hill1" d="M0 560c90-26 170-18 250-8s190 6 390-22v60H0Z" />
        <path className="hill2" d="M0 590c120-14 260 4 350 2s200-16 290-12v50H0Z" />
        <rect className="water" y="612" width="640" height="288" />
        <path className="ripple" d="M40 650h150M260 640h90M430 662h170M90 700h240M390 718h120M0 760h130M200 770h210M470 790h150M120 836h280" />
        <path
          className="reed"
          d="M64 700c2-80-12-140-34-190M72 700c-2-100 8-170 22-230M82 700c0-60 22-110 48-140M566 726c0-110-18-170-40-220M576 726c2-80 14-150 34-196M588 726c0-50 14-80 36-104"
        />
        <g className="cattail">
          <ellipse cx="93" cy="462" rx="5" ry="20" transform="rotate(10 93 462)" />
          <ellipse cx="525" cy="498" rx="5" ry="20" transform="rotate(-18 525 498)" />
        </g>
        <g transform="translate(176 400) scale(2.05)">
          <g className="leg">
            <path d="M66 74v32l-7 36M84 74l10 32-5 36" />
            <path opacity=".3" d="M58 152l6 22M90 152l5 20" />
          </g>
          <path className="body" d="M4 54c12-29 37-44 69-42 12 0 17-5 20-13 5-10 13-17 24-17 12 0 19 7 20 17l-2 12c-5 31-22 66-64 68-22 0-55-10-67-25Z" />
          <path className="wing" d="M4 54c22-18 52-22 78-14-12 22-40 36-62 30Z" />
          <path className="body" d="M135-10 180-2 136 1Z" />
          <path className="beak" d="M135-10 160-5.6V-.7L136 1Z" />
          <circle className="eye" cx="119" cy="-3" r="3.6" />
        </g>
      </svg>
    </div>
  );
}
