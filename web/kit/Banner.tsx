import "./banner.css";
import { ReactNode } from "react";
import { Tone } from "./Chip";

interface BannerProps {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  /** Buttons at its end. */
  action?: ReactNode;
}

/** A line under the header that pushes the content down and never covers it. */
export function Banner({ tone = "info", icon, children, action }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      {icon}<span className="grow">{children}</span>{action}
    </div>
  );
}
