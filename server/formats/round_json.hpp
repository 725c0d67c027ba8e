#pragma once
#include "matching/certificate.hpp"
#include "models/result.hpp"
#include "models/time.hpp"
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace server {

// The files of a round: docs/formats.md "Rounds".

std::string award_text(const matching::AwardLine&); // one line of AWARDS.jsonl, with its line feed
models::Result<matching::AwardLine> read_award(const nlohmann::json&);

// CERT.json: the certificate, and of which inputs it speaks.
struct CertificateFile {
    models::Time as_of{};
    std::string seed;
    std::map<std::string, std::string>
        inputs;                           // "households", "programs", "policy", "awards", "list": SHA-256
    std::vector<std::string> floor_names; // by floor
    matching::Certificate certificate;
};
inline constexpr const char* kCertificateInputs[]{"households", "programs", "policy", "awards", "list"};

models::Result<CertificateFile> read_certificate(const nlohmann::json&);
nlohmann::ordered_json write_certificate(const CertificateFile&);

} // namespace server
