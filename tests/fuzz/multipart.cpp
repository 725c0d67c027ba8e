// Forms with files.
#include "server/http/multipart.hpp"
#include "models/identity.hpp"
#include "server/http/decode.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace server;

void try_text(std::string_view text)
{
    const auto end = std::min(text.find('\n'), text.size()); // the first line: Content-Type
    const auto body = text.substr(std::min(end + 1, text.size()));
    for (const auto type : {text.substr(0, end), std::string_view("multipart/form-data; boundary=b")}) {
        const auto read = read_multipart(body, type);
        if (!read) continue;
        std::size_t bytes = 0;
        for (const auto& [name, value] : read->fields.fields()) {
            must(models::is_utf8(name) && models::is_utf8(value), "fields are clean UTF-8");
            bytes += name.size() + value.size();
        }
        for (const auto& upload : read->uploads) {
            must(!upload.field.empty() && !upload.content.empty(), "a file has a field and bytes");
            bytes += upload.field.size() + upload.content.size();
        }
        must(bytes <= body.size(), "nothing is made up");
        must(read->uploads.size() <= 10 && read->fields.fields().size() <= 200, "not too many");
        const auto again = read_form(urlencoded(read->fields));
        must(again && again->fields() == read->fields.fields(), "urlencoded they are the same fields");
    }
}
