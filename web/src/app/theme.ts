import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const accent: MantineColorsTuple = [
  '#e2eeed',
  '#c9e0e1',
  '#a5cbcd',
  '#7cb3b7',
  '#51989e',
  '#3c868c',
  '#2f7a81',
  '#266f76',
  '#1f5d63',
  '#1c5960',
]
const red: MantineColorsTuple = [
  '#f9e5e1',
  '#f5cfc9',
  '#f1b8af',
  '#efaaa0',
  '#ec9d92',
  '#d46a5f',
  '#bb4a40',
  '#a5322a',
  '#8c2922',
  '#75211b',
]

const gray: MantineColorsTuple = [
  '#f8f7f4',
  '#f3f2ee',
  '#efeeea',
  '#e4e5e3',
  '#dcdfe0',
  '#aeb4b8',
  '#868e93',
  '#5b6468',
  '#4b5559',
  '#1d2426',
]
const dark: MantineColorsTuple = [
  '#d5d8da',
  '#b8bcbf',
  '#9aa0a5',
  '#8b9297',
  '#3a3f44',
  '#30353a',
  '#22262a',
  '#1b1f22',
  '#121518',
  '#0f1214',
]

// autoContrast looks at the light scheme alone; in the dark one the text on our accents is dark.
const variantColors: VariantColorsResolver = input => {
  const colors = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...colors, color: 'var(--hub-accent-on)' } : colors
}

export const theme = createTheme({
  colors: { accent, red, gray, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: variantColors,
  autoContrast: true,
  luminanceThreshold: 0.2,
  white: '#fefdfb',
  black: '#1d2426',
  fontFamily: '"Be Vietnam Pro", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  lineHeights: { xs: '1.55', sm: '1.6', md: '1.6', lg: '1.5', xl: '1.5' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '16px', xl: '32px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.5' },
      h2: { fontSize: '22px', lineHeight: '1.5' },
      h3: { fontSize: '18px', lineHeight: '1.5' },
      h4: { fontSize: '14px', lineHeight: '1.6' },
    },
  },
  components: {
    Badge: { styles: { root: { textTransform: 'none' } } },
    // The header of a dialog is no banner of the page.
    Modal: { defaultProps: { centered: true, radius: 'md', attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Button: { styles: { root: { fontWeight: 600 } } },
  },
})

/** Mantine's own variables, set to the tokens of theme.css: its defaults miss 4.5:1 (dimmed) and use pure white. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.6', '--mantine-font-size-md': '16px' },
  light: {
    '--mantine-color-body': '#fbfaf8',
    '--mantine-color-text': '#1d2426',
    '--mantine-color-bright': '#1d2426',
    '--mantine-color-dimmed': '#5b6468',
    '--mantine-color-placeholder': '#697377',
    '--mantine-color-default': 'var(--hub-surface)',
    '--mantine-color-default-hover': 'var(--hub-hover)',
    '--mantine-color-default-color': '#1d2426',
    '--mantine-color-default-border': 'var(--hub-line)',
    '--mantine-color-anchor': 'var(--hub-accent-ink)',
    '--mantine-color-error': 'var(--hub-error)',
    '--mantine-color-disabled': 'var(--hub-neutral-soft)',
    '--mantine-color-disabled-color': '#5b6468',
    '--mantine-primary-color-light-color': 'var(--hub-accent-ink)',
    '--mantine-color-accent-light': 'var(--hub-accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--hub-accent-soft)',
    '--mantine-color-accent-light-color': 'var(--hub-accent-ink)',
    '--mantine-color-red-outline': 'var(--hub-error)',
    '--mantine-color-red-light': 'var(--hub-error-soft)',
    '--mantine-color-red-light-color': 'var(--hub-error)',
  },
  dark: {
    '--mantine-color-body': '#16191c',
    '--mantine-color-text': '#d5d8da',
    '--mantine-color-bright': '#d5d8da',
    '--mantine-color-dimmed': '#9aa0a5',
    '--mantine-color-placeholder': '#8b9297',
    '--mantine-color-default': 'var(--hub-input)',
    '--mantine-color-default-hover': 'var(--hub-hover)',
    '--mantine-color-default-color': '#d5d8da',
    '--mantine-color-default-border': 'var(--hub-line)',
    '--mantine-color-anchor': 'var(--hub-accent-ink)',
    '--mantine-color-error': 'var(--hub-error)',
    '--mantine-color-disabled': 'var(--hub-neutral-soft)',
    '--mantine-color-disabled-color': '#9aa0a5',
    '--mantine-color-accent-light': 'var(--hub-accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--hub-accent-soft)',
    '--mantine-color-accent-light-color': 'var(--hub-accent-ink)',
    '--mantine-color-red-outline': 'var(--hub-error)',
    '--mantine-color-red-light': 'var(--hub-error-soft)',
    '--mantine-color-red-light-color': 'var(--hub-error)',
  },
})
