/** Entry: the cache, the window, and in development mode an imitation of the workbench. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeCache } from "./api";
import { App } from "./app/App";
import "./tokens.css";
import "./styles/index.css";

if (import.meta.env.MODE === "mock") await import("./mock/install");

const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode><App cache={makeCache()} /></StrictMode>);
