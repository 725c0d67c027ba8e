#pragma once
#include "matching/allocate.hpp"
#include "server/cli/columns.hpp"
#include "server/formats/round_json.hpp"
#include "server/html/rule_words.hpp"
#include <iosfwd>

namespace server::cli {

// What a round came to, in the columns of a terminal.
struct RoundSheet {
    const html::Words& words;
    std::ostream& out;

    void outcomes(const matching::Round&, const matching::Allocation&) const; // beside the baselines, by tier
    void floors(const CertificateFile&) const;      // those that cannot be held as asked
    void proof(const matching::Certificate&) const; // bound and gap in words
    void confirmed(std::size_t awards) const;
};

} // namespace server::cli
