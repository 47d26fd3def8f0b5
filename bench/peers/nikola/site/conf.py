BLOG_AUTHOR = "公报"
BLOG_TITLE = "公报"
BLOG_EMAIL = "editor@example.org"
BLOG_DESCRIPTION = "公报"
SITE_URL = "https://example.org/"
DEFAULT_LANG = "zh_cn"
TRANSLATIONS = {"zh_cn": ""}
TIMEZONE = "Asia/Shanghai"
POSTS = (("posts/*.md", "", "post.tmpl"),)
PAGES = ()
THEME = "base"
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["markdown.extensions.tables", "markdown.extensions.toc"]
CREATE_SINGLE_ARCHIVE = True
ARCHIVE_FILENAME = "index.html"
INDEX_PATH = "latest"
INDEX_DISPLAY_POST_COUNT = 10
INDEX_TEASERS = True
GENERATE_RSS = False
GENERATE_ATOM = False
SHOW_SOURCELINK = False
COPY_SOURCES = False
USE_CDN = False
DISABLED_PLUGINS = [
    *("classify_indexes", "classify_tags", "classify_categories", "classify_authors"),
    *("classify_sections", "robots", "create_bundles", "copy_files", "galleries"),
    *("render_galleries", "listings", "render_listings", "scale_images"),
]
PRESERVE_ICC_PROFILES = False
EXIF_WHITELIST: dict[str, list[str]] = {}
