// The order of the style sheets: tokens, page, paper. An app imports this first, then its own.
import "./tokens.css";
import "./base.css";
import "./print.css";

export {};
