import {
  type BrandVariants,
  createDarkTheme,
  createHighContrastTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';

/** From the icon's green. */
const brand: BrandVariants = {
  10: '#020606',
  20: '#0b1c1a',
  30: '#0e2f2c',
  40: '#0d3d39',
  50: '#0c4a45',
  60: '#0e5752',
  70: '#0f5c57',
  80: '#13716b',
  90: '#1c8179',
  100: '#2f9188',
  110: '#46a198',
  120: '#5fb1a8',
  130: '#7bc1b9',
  140: '#98d1ca',
  150: '#b7e1dc',
  160: '#d8f1ee',
};

const fonts = {
  fontFamilyBase: '"Segoe UI Variable Text", "Segoe UI", "Inter Variable", system-ui, sans-serif',
};

const light: Theme = { ...createLightTheme(brand), ...fonts };
const dark: Theme = {
  ...createDarkTheme(brand),
  ...fonts,
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[130],
  colorBrandForegroundLinkHover: brand[140],
  // Fluent's own red has a contrast of 4.3 to 1 on a dark table; WCAG AA asks for 4.5.
  colorStatusDangerForeground1: '#f1919a',
};
const highContrast: Theme = { ...createHighContrastTheme(), ...fonts };

export type ThemeName = 'light' | 'dark' | 'high-contrast';

export function themeOf(name: ThemeName): Theme {
  return { light, dark, 'high-contrast': highContrast }[name];
}
