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
        <path d="M90 250h150M130 262h220M520 190h190M560 203h90M330 330h120" strokeWidth="3" />
      </g>
      <path
        d="M0 690c90-22 150-52 236-60 70-6 118 20 190 22 96 3 152-34 236-30 84 4 146 38 218 48v230H0z"
        fill="url(#far)"
        opacity="0.55"
      />
      <path
        d="M40 700c70-16 118-62 166-124 46-60 78-150 118-206 22-31 40-52 58-52 17 0 30 17 48 44 40 60 74 150 128 214 46 55 100 104 186 124v40H40z"
        fill="url(#near)"
      />
      <path
        d="M382 318c17 0 30 17 48 44 40 60 74 150 128 214 46 55 100 104 186 124-120-10-196-48-252-112-60-68-84-176-110-270z"
        fill="#f1dcc0"
        opacity="0.16"
      />
      <rect y="600" width="880" height="150" fill="url(#mist)" />
      <path d="M0 712c120-14 260-18 420-14s320 4 460-6v208H0z" fill="url(#plain)" />
      <g stroke="#f4ead9" strokeOpacity="0.16" strokeWidth="2" fill="none">
        <path d="M0 742c180-10 520-12 880-4M0 782c220-14 560-16 880-6M0 834c240-18 600-20 880-8" />
        <path d="M440 704 240 900M440 704l-60 196M440 704l120 196M440 704l300 196" />
      </g>
    </svg>
  )
}
