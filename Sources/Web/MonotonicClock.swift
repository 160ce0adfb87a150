import Glibc

/// Milliseconds on the clock that nobody can set: for time-outs of the network only, never for business time.
func monotonicMilliseconds() -> Int64 {
    monotonicMicroseconds() / 1000
}

/// Microseconds on the same clock.
func monotonicMicroseconds() -> Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}
