/** The hub's own sign: a mountain and the sun beside it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="24" height="24" rx="6" fill="var(--hub-accent)" />
      <path
        d="M3.500 17.200c3-.2 4.600-2.300 6.100-5.200.7-1.300 1.300-2.900 2.400-2.900 1.200 0 1.700 1.700 2.500 3.100 1.500 2.700 3 4.800 6 5z"
        fill="var(--mantine-color-body)"
      />
      <circle cx="17.400" cy="7" r="1.700" fill="var(--mantine-color-body)" />
    </svg>
  )
}
