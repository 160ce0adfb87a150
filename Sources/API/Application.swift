public import Base
public import Organizations
public import Store

/// Everything that the handlers work with, put together once by the command line.
public struct Application: Sendable {
    /// The database, through the server's own roles.
    public let database: any Database
    /// Clock, ids, chance.
    public let surroundings: Surroundings
    /// Runs commands with their keys.
    public let runner: CommandRunner
}
