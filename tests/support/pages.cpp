#include "tests/support/pages.hpp"
#include "server/html/messages.hpp"
#include "server/html/templates.hpp"

namespace support {

std::shared_ptr<server::Library> tables_with_pages()
{
    static const auto kMessages = std::make_shared<const html::Messages>(html::Messages::built_in());
    static const auto kTemplates = html::Templates::built_in(*kMessages, html::Checking::strict);
    auto library = tables_of_config();
    library->messages = kMessages;
    library->templates = kTemplates;
    return library;
}

std::string field(const server::Response& response, std::string_view name)
{
    for (const auto& [known, value] : response.fields)
        if (known == name) return value;
    return {};
}

std::string location(const server::Response& response) { return field(response, "Location"); }

} // namespace support
