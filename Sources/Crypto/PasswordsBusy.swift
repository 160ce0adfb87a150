public import Base

/// Too many sign-ins at once; none was tried.
public struct PasswordsBusy: Refusal {
    /// 503 `busy`.
    public var problem: Problem { Problem(503, "busy", "Too many sign-ins at once; try again in a moment.") }
}
