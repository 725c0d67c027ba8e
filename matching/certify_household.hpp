#pragma once
#include "matching/certify_parts.hpp"

namespace matching {

// What a choice costs, by program and set of quota rows: looked up once.
class Tariffs {
public:
    struct Sum {
        Exactly place = 0, fen = 0;
    };
    Tariffs(const Evidence&, std::span<const ProgramPrices>);
    Sum of(const Evidence&, const Evidence::Choice&) const;

private:
    std::vector<Sum> own_;
    std::vector<std::vector<Sum>> rows_;
};

// The bundle of a household that brings most at given prices, by looking at every one that could still be
// better. One for each worker; all must outlive it.
class Household {
public:
    Household(const Evidence&, const Tariffs&, std::span<const std::int64_t> floors, Counted);

    // Without the choices that are closed: by choice of all; empty: none is.
    Exactly most(const Evidence::Household&, const std::vector<bool>& closed = {});
    // The same, of the bundles with which none of the wanted choices, which are open, could be given in
    // addition.
    Exactly most_settled(const Evidence::Household&, const std::vector<bool>& closed,
                         std::span<const std::uint32_t> wanted);

private:
    void begin(const Evidence::Household&, const std::vector<bool>& closed, bool all);
    void look(std::size_t from, Exactly sum);
    void look_settled(std::size_t from, Exactly sum, std::span<const std::uint32_t> wanted);
    bool joins(const Evidence::Choice&) const;
    bool is_settled(std::span<const std::uint32_t> wanted) const;
    bool matters(const Evidence::Choice&, std::span<const std::uint32_t> wanted) const;
    Exactly sum_of(std::size_t from, std::size_t count, bool whole) const;

    const Evidence& evidence_;
    const Tariffs& tariffs_;
    bool counts_values_;
    std::vector<Exactly> per_fen_, once_; // by set of floors
    const Evidence::Household* household_{};
    std::vector<std::pair<Exactly, std::uint32_t>> worth_; // the greatest first
    std::vector<std::int64_t> left_;
    std::vector<std::uint32_t> chosen_;
    Exactly greatest_{}, best_{};
};

} // namespace matching
