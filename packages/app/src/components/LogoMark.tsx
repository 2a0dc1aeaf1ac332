/** The mark: the four steps of the maturity ladder, and the point they lead to. */
export function LogoMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect x="2" y="22" width="5" height="8" rx="1.5" fill="#5eead4" />
      <rect x="10" y="17" width="5" height="13" rx="1.5" fill="#2dd4bf" />
      <rect x="18" y="12" width="5" height="18" rx="1.5" fill="#14b8a6" />
      <rect x="26" y="7" width="5" height="23" rx="1.5" fill="#0d9488" />
      <circle cx="28.5" cy="2.75" r="2.25" fill="#fbbf24" />
    </svg>
  );
}
