import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// No inline script or style may end up in the page: its content security policy refuses them.
export default defineConfig({
  plugins: [react()],
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: { target: ["es2022", "safari16"], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // A machine that builds beside the tests takes its time; what a test waits for has limits of its own.
  test: { testTimeout: 20_000, environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"], setupFiles: ["tests/setup.ts"], css: false },
});
