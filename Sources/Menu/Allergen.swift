public import Store

/// The 14 substances that a menu must disclose: Regulation (EU) 1169/2011 Annex II, and in Turkey the Türk
/// Gıda Kodeksi on food information to consumers (since 1 January 2020 also for mass caterers).
public enum Allergen: String, CaseIterable, Sendable, SQLValue {
    /// Cereals containing gluten.
    case gluten
    /// Crustaceans.
    case crustaceans
    /// Eggs.
    case eggs
    /// Fish.
    case fish
    /// Peanuts.
    case peanuts
    /// Soybeans.
    case soy
    /// Milk, lactose included.
    case milk
    /// Tree nuts: almond, hazelnut, walnut, pistachio and others.
    case nuts
    /// Celery.
    case celery
    /// Mustard.
    case mustard
    /// Sesame seeds.
    case sesame
    /// Sulphur dioxide and sulphites above 10 mg/kg.
    case sulphites
    /// Lupin.
    case lupin
    /// Molluscs.
    case molluscs
}
