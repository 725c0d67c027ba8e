#pragma once
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <map>
#include <string>
#include <string_view>

namespace html {

using Files = std::map<std::string, std::string, std::less<>>; // path below the folder -> content

// config/messages/zh/*.json and en/*.json: the same keys with the same {{places}}, or the start fails
// (std::runtime_error). i18next v4 layout: key_one, key_other.
class Messages {
public:
    explicit Messages(const Files&);
    static Messages built_in(); // the compiled-in catalogs
    // The text with its {{name}} places filled; a count picks _one or _other. An unknown key throws.
    std::string text(server::Language, std::string_view key,
                     const std::map<std::string, std::string>& values = {}) const;
    bool has(std::string_view key) const;
    const std::map<std::string, std::string, std::less<>>& catalog(server::Language) const;

private:
    std::map<std::string, std::string, std::less<>> zh_, en_;
};

// A refusal's sentence, in the reader's language.
std::string sentence(const Messages&, server::Language, const models::Fault&);

} // namespace html
