import classes from './landscape.module.css'

/** Our own picture: a lone mountain over the plain at first light, mist at its foot. Drawn, so it belongs to nobody else. */
export function Landscape() {
  return (
    <svg className={classes.picture} viewBox="0 0 880 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#1d4c57" />
          <stop offset="0.38" stopColor="#3f8088" />
          <stop offset="0.68" stopColor="#a9cbc4" />
          <stop offset="0.86" stopColor="#f1dcc0" />
        </linearGradient>
        <linearGradient id="far" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#2f6f78" />
          <stop offset="1" stopColor="#86b3b0" />
        </linearGradient>
        <linearGradient id="near" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#174149" />
          <stop offset="1" stopColor="#3d7d83" />
        </linearGradient>
        <linearGradient id="mist" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#f4ead9" stopOpacity="0" />
          <stop offset="0.6" stopColor="#f1e6d6" stopOpacity="0.72" />
          <stop offset="1" stopColor="#dfe5dc" stopOpacity="0" />
        </linearGradient>
        <linearGradient id="plain" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#4c8784" />
          <stop offset="1" stopColor="#0f3238" />
        </linearGradient>
        <radialGradient id="glow">
          <stop offset="0" stopColor="#fff3dc" stopOpacity="0.95" />
          <stop offset="0.16" stopColor="#ffe9c8" stopOpacity="0.55" />
          <stop offset="1" stopColor="#ffe9c8" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect width="880" height="900" fill="url(#sky)" />
      <circle cx="640" cy="560" r="260" fill="url(#glow)" />
      <circle cx="640" cy="560" r="34" fill="#fff6e6" />
      <g fill="none" stroke="#f4f7f6" strokeOpacity="0.22" strokeLinecap="round">
        <path d="M90 250h150M130 262h220M520 190h190M560 203h90M90 372h110" strokeWidth="3" />
      </g>
      <path
        d="M0 668c70-10 120-40 190-66 44-16 76-12 116 4 60 24 120 26 190 10 66-15 108-46 168-54 70-9 130 40 216 62v110H0z"
        fill="url(#far)"
        opacity="0.5"
      />
      <path
        d="M-20 716c90-10 150-44 222-104 56-46 92-118 140-162 30-28 56-40 80-36 34 6 58 40 92 78 42 46 68 62 108 76 52 18 88 72 158 108 44 22 90 32 130 36v30H-20z"
        fill="url(#near)"
      />
      <path
        d="M424 414c34 6 58 40 92 78 42 46 68 62 108 76 52 18 88 72 158 108-90-8-150-28-204-74-40-34-58-44-88-92-18-30-44-66-66-96z"
        fill="#f1dcc0"
        opacity="0.14"
      />
      <rect y="600" width="880" height="150" fill="url(#mist)" />
      <path d="M0 712c120-14 260-18 420-14s320 4 460-6v208H0z" fill="url(#plain)" />
      <path
        d="M0 742c180-10 520-12 880-4M0 786c220-14 560-16 880-6M0 842c240-18 600-20 880-8"
        fill="none"
        stroke="#f4ead9"
        strokeOpacity="0.14"
        strokeWidth="2"
      />
    </svg>
  )
}
