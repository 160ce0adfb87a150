import Glibc

/// A tenth of a second.
func usleepTenth() {
    usleep(100_000)
}
