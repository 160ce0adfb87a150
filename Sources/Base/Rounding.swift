/// How a fraction of a minor unit is settled. Every call names one: there is no default.
public enum Rounding: Sendable {
    /// Half a unit goes away from zero, as prices and KDV are rounded in Turkey.
    case halfUp
    /// Half a unit goes to the even neighbour (currency conversion).
    case halfToEven
    /// Towards zero.
    case down

    func divide(_ value: Int128, by divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder.magnitude * 2
        let away: Int128 = value < 0 ? -1 : 1
        switch self {
        case .down:
            return quotient
        case .halfUp:
            return twice >= divisor.magnitude ? quotient + away : quotient
        case .halfToEven:
            if twice == divisor.magnitude { return quotient % 2 == 0 ? quotient : quotient + away }
            return twice > divisor.magnitude ? quotient + away : quotient
        }
    }
}
