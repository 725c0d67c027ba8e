#pragma once
#include "server/html/messages.hpp"
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace html {

// Whether each page's names are compared with its view's: a difference throws. Tests and debug builds.
enum class Checking { off, strict };

// All templates, compiled once per language with their texts in place; shared by all threads. Marks beyond
// ctemplate's own: {{t:key}} a text, {{s:app.css}} the address of a static file, {{i:house}} an icon,
// {{> shared/csrf}} another file in place. A page stands in shared/layout.html at {{> content}}, unless it is
// a whole document itself. What ctemplate would let pass in silence stops the start (std::runtime_error).
class Templates {
public:
    // files: "offers/show" -> its text
    Templates(const Files& files, const Messages&, Checking = Checking::off);
    ~Templates();
    static std::shared_ptr<const Templates> built_in(const Messages&, Checking = Checking::off);

    bool has(std::string_view name) const;
    bool is_whole_document(std::string_view name) const;
    std::string expand(server::Language, std::string_view name, const nlohmann::json& view) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace html
