<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Vie&amp;w</source>
        <translation>视图(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Scale</source>
        <translation>缩放比例(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>背景(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>open a photo or a field file (or drop it, or paste it)</source>
        <translation>打开照片或场文件（也可拖放或粘贴）</translation>
    </message>
    <message>
        <source>Follow file…</source>
        <translation>跟随文件…</translation>
    </message>
    <message>
        <source>weights or a field that csr train or csr fit is making: shown anew at each checkpoint</source>
        <translation>csr train 或 csr fit 正在制作的权重或场：每个检查点重新显示</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>open the picture or file of the clipboard</source>
        <translation>打开剪贴板中的图片或文件</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>保存视图…</translation>
    </message>
    <message>
        <source>save what is seen of the photo, at the present scale</source>
        <translation>按当前缩放比例保存照片的可见部分</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>save seen part, screen or whole, at any size</source>
        <translation>以任意尺寸保存可见部分、屏幕或整张照片</translation>
    </message>
    <message>
        <source>Save region…</source>
        <translation>保存区域…</translation>
    </message>
    <message>
        <source>save a rectangle that the mouse draws</source>
        <translation>保存用鼠标画出的矩形</translation>
    </message>
    <message>
        <source>Save field…</source>
        <translation>保存场…</translation>
    </message>
    <message>
        <source>save the field with its edits, as a file</source>
        <translation>将场连同编辑保存为文件</translation>
    </message>
    <message>
        <source>Export kernels…</source>
        <translation>导出核…</translation>
    </message>
    <message>
        <source>the kernels seen as CSV, NPZ or SVG</source>
        <translation>将可见的核导出为 CSV、NPZ 或 SVG</translation>
    </message>
    <message>
        <source>Film from here</source>
        <translation>影片起点</translation>
    </message>
    <message>
        <source>the film&apos;s first view is the present one</source>
        <translation>以当前视图作为影片的第一帧</translation>
    </message>
    <message>
        <source>Film to here…</source>
        <translation>影片终点…</translation>
    </message>
    <message>
        <source>save a zoom from the film&apos;s first view to this one</source>
        <translation>保存从影片起点视图到当前视图的缩放影片</translation>
    </message>
    <message>
        <source>Copy view</source>
        <translation>复制视图</translation>
    </message>
    <message>
        <source>copy what is seen of the photo</source>
        <translation>复制照片的可见部分</translation>
    </message>
    <message>
        <source>Copy reading</source>
        <translation>复制读数</translation>
    </message>
    <message>
        <source>copy place and colour under the cursor</source>
        <translation>复制光标处的位置和颜色</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>上一张照片</translation>
    </message>
    <message>
        <source>the photo before, in the folder</source>
        <translation>文件夹中的前一张照片</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>下一张照片</translation>
    </message>
    <message>
        <source>the photo after</source>
        <translation>后一张照片</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>the page, frame or size before, of a file of several</source>
        <translation>包含多张图片的文件中的上一页、上一帧或上一个尺寸</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>the page, frame or size after</source>
        <translation>下一页、下一帧或下一个尺寸</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>the folder of the file, in the desktop&apos;s file manager</source>
        <translation>在文件管理器中打开该文件所在文件夹</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>another name for the file</source>
        <translation>给文件换一个名称</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>the file to the trash, from which it can be taken back</source>
        <translation>将文件移到回收站，可以取回</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>theme, wheel, device, weights, memory, colours</source>
        <translation>主题、滚轮、设备、权重、内存、颜色</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>the whole photo</source>
        <translation>整张照片</translation>
    </message>
    <message>
        <source>that many device pixels for each photo pixel</source>
        <translation>每个照片像素对应这么多设备像素</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>type the scale: 3.7, or 370 % (or click on it)</source>
        <translation>输入缩放比例：3.7 或 370 %（也可点击它）</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>larger, about the middle (wheel: about the cursor)</source>
        <translation>以中心放大（滚轮：以光标为中心）</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>向左</translation>
    </message>
    <message>
        <source>move to the left</source>
        <translation>向左移动</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>向右</translation>
    </message>
    <message>
        <source>move to the right</source>
        <translation>向右移动</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>move up</source>
        <translation>向上移动</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>move down</source>
        <translation>向下移动</translation>
    </message>
    <message>
        <source>Wheel pans</source>
        <translation>滚轮平移</translation>
    </message>
    <message>
        <source>the wheel moves the photo; with Ctrl it zooms</source>
        <translation>滚轮移动照片；按住 Ctrl 时缩放</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>向左旋转</translation>
    </message>
    <message>
        <source>a quarter to the left</source>
        <translation>向左旋转四分之一圈</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>向右旋转</translation>
    </message>
    <message>
        <source>a quarter to the right</source>
        <translation>向右旋转四分之一圈</translation>
    </message>
    <message>
        <source>Flip sideways</source>
        <translation>水平翻转</translation>
    </message>
    <message>
        <source>left and right changed over</source>
        <translation>左右对调</translation>
    </message>
    <message>
        <source>Flip over</source>
        <translation>垂直翻转</translation>
    </message>
    <message>
        <source>top and bottom changed over</source>
        <translation>上下对调</translation>
    </message>
    <message>
        <source>Warp</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>turn by any angle, shear, look through a lens: by the kernels</source>
        <translation>任意角度旋转、倾斜、透过放大镜看：变换的是核</translation>
    </message>
    <message>
        <source>Stop sharpening</source>
        <translation>停止锐化</translation>
    </message>
    <message>
        <source>make no more of the field, or give up opening a file</source>
        <translation>不再继续生成场，或放弃打开文件</translation>
    </message>
    <message>
        <source>Continue sharpening</source>
        <translation>继续锐化</translation>
    </message>
    <message>
        <source>go on making the field where it was stopped</source>
        <translation>从停下处继续生成场</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>close a message; put away a tool, a comparison; leave the full screen; let a kernel go</source>
        <translation>关闭消息；收起工具或对比；退出全屏；放开核</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>a lens that follows the cursor</source>
        <translation>跟随光标的放大镜</translation>
    </message>
    <message>
        <source>Warp nothing</source>
        <translation>取消变形</translation>
    </message>
    <message>
        <source>upright and flat again</source>
        <translation>恢复正直平整</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>the photo alone on the whole screen</source>
        <translation>整个屏幕只显示照片</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>the row of icons</source>
        <translation>图标栏</translation>
    </message>
    <message>
        <source>Picture only</source>
        <translation>仅显示图片</translation>
    </message>
    <message>
        <source>Edi&amp;t</source>
        <translation>编辑(&amp;T)</translation>
    </message>
    <message>
        <source>With other &amp;weights</source>
        <translation>与其他权重(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Maps</source>
        <translation>图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Brushes</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Sampling</source>
        <translation>采样(&amp;S)</translation>
    </message>
    <message>
        <source>hide menus and status bar</source>
        <translation>隐藏菜单和状态栏</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>dark grey around the photo</source>
        <translation>照片周围为深灰色</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>black around the photo</source>
        <translation>照片周围为黑色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>grey around the photo</source>
        <translation>照片周围为灰色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>white around the photo</source>
        <translation>照片周围为白色</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>a checkerboard around the photo</source>
        <translation>照片周围为棋盘格</translation>
    </message>
    <message>
        <source>Navigator</source>
        <translation>导航器</translation>
    </message>
    <message>
        <source>a map with the view&apos;s frame, to be dragged</source>
        <translation>带有可拖动视图框的缩略图</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>how long some photo pixels are</source>
        <translation>若干照片像素的长度</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>how often each value is seen in the view</source>
        <translation>视图中各数值出现的频率</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>camera, exposure, profile, quality of the file</source>
        <translation>相机、曝光、配置文件、文件质量</translation>
    </message>
    <message>
        <source>Fine field</source>
        <translation>精细场</translation>
    </message>
    <message>
        <source>a larger network&apos;s field takes the place of the quick one, tile by tile</source>
        <translation>用较大网络的场逐块替换快速场</translation>
    </message>
    <message>
        <source>Frame figures</source>
        <translation>帧数据</translation>
    </message>
    <message>
        <source>time, kernels, device, resolution</source>
        <translation>时间、核、设备、分辨率</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stopped at {share}</source>
        <translation>已停在 {share}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Kernel positions</source>
        <translation>核位置</translation>
    </message>
    <message>
        <source>where the kernels are, as dots</source>
        <translation>以点显示核的位置</translation>
    </message>
    <message>
        <source>Covariances</source>
        <translation>协方差</translation>
    </message>
    <message>
        <source>the kernels&apos; 1-sigma ellipses</source>
        <translation>核的 1σ 椭圆</translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation>像素网格</translation>
    </message>
    <message>
        <source>the photo&apos;s pixels, from x8</source>
        <translation>照片的像素，从 x8 起</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>像素值</translation>
    </message>
    <message>
        <source>red, green, blue on large pixels</source>
        <translation>在大像素上显示红、绿、蓝</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>the kernels&apos; directions, in colours</source>
        <translation>以颜色表示核的方向</translation>
    </message>
    <message>
        <source>Elongation</source>
        <translation>伸长度</translation>
    </message>
    <message>
        <source>how long the kernels are</source>
        <translation>核有多细长</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>how many kernels there are</source>
        <translation>核的数量</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>how steep the field is, exactly</source>
        <translation>场的陡度（精确）</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>拉普拉斯</translation>
    </message>
    <message>
        <source>how the field curves, exactly</source>
        <translation>场的弯曲（精确）</translation>
    </message>
    <message>
        <source>Iso-lines</source>
        <translation>等值线</translation>
    </message>
    <message>
        <source>lines of equal luma, exactly</source>
        <translation>亮度相等的线（精确）</translation>
    </message>
    <message>
        <source>Split line</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>before and after, at a line to drag</source>
        <translation>以可拖动的线分隔前后对比</translation>
    </message>
    <message>
        <source>Line to the left</source>
        <translation>分割线左移</translation>
    </message>
    <message>
        <source>move the split line to the left</source>
        <translation>将分割线向左移</translation>
    </message>
    <message>
        <source>Line to the right</source>
        <translation>分割线右移</translation>
    </message>
    <message>
        <source>move the split line to the right</source>
        <translation>将分割线向右移</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Clear recent</source>
        <translation>清除最近记录</translation>
    </message>
    <message>
        <source>forget which files were opened; none is touched</source>
        <translation>忘记打开过哪些文件；不改动任何文件</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>what is seen, as large as the page</source>
        <translation>所见内容，放大到整页</translation>
    </message>
    <message>
        <source>Copy view as file</source>
        <translation>将视图复制为文件</translation>
    </message>
    <message>
        <source>what is seen as a picture&apos;s file, to be pasted into a folder or a letter</source>
        <translation>将所见内容作为图片文件，可粘贴到文件夹或邮件中</translation>
    </message>
    <message>
        <source>Slideshow</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>the folder&apos;s photos one after the other, each for some seconds</source>
        <translation>依次显示文件夹中的照片，每张数秒</translation>
    </message>
    <message>
        <source>thumbnails of the folder&apos;s photos</source>
        <translation>文件夹中照片的缩略图</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>how strongly traces of compression are cleaned away, from none to strong</source>
        <translation>压缩痕迹清理的强度，从无到强</translation>
    </message>
    <message>
        <source>both sides, linked</source>
        <translation>两侧联动</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>how far both sides differ, with PSNR</source>
        <translation>两侧的差异，附 PSNR</translation>
    </message>
    <message>
        <source>With nearest</source>
        <translation>与最近邻</translation>
    </message>
    <message>
        <source>compare with the photo&apos;s own pixels, as squares</source>
        <translation>与照片自身的像素（方块）比较</translation>
    </message>
    <message>
        <source>With bicubic</source>
        <translation>与双三次</translation>
    </message>
    <message>
        <source>compare with bicubic interpolation of the photo</source>
        <translation>与照片的双三次插值比较</translation>
    </message>
    <message>
        <source>With Lanczos</source>
        <translation>与 Lanczos</translation>
    </message>
    <message>
        <source>compare with Lanczos interpolation of the photo</source>
        <translation>与照片的 Lanczos 插值比较</translation>
    </message>
    <message>
        <source>With a larger original…</source>
        <translation>与更大的原图…</translation>
    </message>
    <message>
        <source>compare with what it was made of</source>
        <translation>与制作它的原图比较</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>click on a kernel to see and change it; why a pixel is so</source>
        <translation>点击核以查看和修改；像素为何如此</translation>
    </message>
    <message>
        <source>Inspect here</source>
        <translation>检查此处</translation>
    </message>
    <message>
        <source>the kernel at the cursor, or in the middle</source>
        <translation>光标处或中心的核</translation>
    </message>
    <message>
        <source>Peel</source>
        <translation>剥离</translation>
    </message>
    <message>
        <source>show kernels by size, elongation, angle, weight</source>
        <translation>按大小、伸长度、角度、权重显示核</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>peel nothing away, solo nothing</source>
        <translation>不剥离，不独显</translation>
    </message>
    <message>
        <source>Mute brush</source>
        <translation>屏蔽画笔</translation>
    </message>
    <message>
        <source>paint kernels out of the picture</source>
        <translation>把核从画面中涂去</translation>
    </message>
    <message>
        <source>Solo brush</source>
        <translation>独显画笔</translation>
    </message>
    <message>
        <source>paint those that alone are shown</source>
        <translation>涂出要单独显示的核</translation>
    </message>
    <message>
        <source>Restore brush</source>
        <translation>恢复画笔</translation>
    </message>
    <message>
        <source>paint muted kernels back</source>
        <translation>把屏蔽的核涂回来</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>增大画笔</translation>
    </message>
    <message>
        <source>a larger brush</source>
        <translation>更大的画笔</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>减小画笔</translation>
    </message>
    <message>
        <source>a smaller brush</source>
        <translation>更小的画笔</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>take the last edit back</source>
        <translation>撤销上一次编辑</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>do it again</source>
        <translation>重新执行</translation>
    </message>
    <message>
        <source>Delete kernel</source>
        <translation>删除核</translation>
    </message>
    <message>
        <source>take the selected kernel out of the picture</source>
        <translation>把选中的核从画面中移除</translation>
    </message>
    <message>
        <source>Copy kernel</source>
        <translation>复制核</translation>
    </message>
    <message>
        <source>copy the selected kernel as text</source>
        <translation>将选中的核复制为文本</translation>
    </message>
    <message>
        <source>Sample at points</source>
        <translation>点采样</translation>
    </message>
    <message>
        <source>footprint 0: it aliases</source>
        <translation>采样足迹为 0：会产生混叠</translation>
    </message>
    <message>
        <source>Sample a pixel</source>
        <translation>像素采样</translation>
    </message>
    <message>
        <source>footprint of a device pixel&apos;s width</source>
        <translation>采样足迹为一个设备像素宽</translation>
    </message>
    <message>
        <source>Sample wider</source>
        <translation>加宽采样</translation>
    </message>
    <message>
        <source>footprint of 0.7 pixel: soft</source>
        <translation>采样足迹为 0.7 像素：柔和</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>此列表</translation>
    </message>
    <message>
        <source>where the log lies</source>
        <translation>日志文件的位置</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>来自文件…</translation>
    </message>
    <message>
        <source>compare with the field of a network of a file</source>
        <translation>与文件中网络的场比较</translation>
    </message>
    <message>
        <source>what the mouse does, and what the field is</source>
        <translation>鼠标的用法，以及场是什么</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>version and licence</source>
        <translation>版本与许可</translation>
    </message>
    <message>
        <source>Space (held)</source>
        <translation>空格（按住）</translation>
    </message>
    <message>
        <source>the photo&apos;s own pixels, as squares</source>
        <translation>照片自身的像素（方块）</translation>
    </message>
    <message>
        <source>B (held)</source>
        <translation>B（按住）</translation>
    </message>
    <message>
        <source>the other side of the comparison</source>
        <translation>比较的另一侧</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>zoom about the cursor; four notches double, Shift: finer (View: Wheel pans)</source>
        <translation>以光标为中心缩放；四格放大一倍，Shift：更细（视图：滚轮平移）</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+滚轮</translation>
    </message>
    <message>
        <source>zoom, whatever the wheel does alone</source>
        <translation>缩放，无论滚轮单独做什么</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+拖动</translation>
    </message>
    <message>
        <source>drag the view out of the window, as a picture</source>
        <translation>将视图作为图片拖出窗口</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>move the photo; let go while moving, it glides on</source>
        <translation>移动照片；移动中松开则继续滑行</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>x1 under the cursor; from elsewhere the whole photo</source>
        <translation>光标处显示 x1；再次双击显示整张照片</translation>
    </message>
    <message>
        <source>Pinch, two fingers</source>
        <translation>双指捏合</translation>
    </message>
    <message>
        <source>zoom and move at once</source>
        <translation>同时缩放和移动</translation>
    </message>
    <message>
        <source>Still saving</source>
        <translation>仍在保存</translation>
    </message>
    <message>
        <source>Close when it is saved</source>
        <translation>保存后关闭</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Stopped; nothing was saved.</source>
        <translation>已停止；未保存任何内容。</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours ({fault}).</source>
        <translation>这是程序的错误，不是您的错误（{fault}）。</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours ({fault}). The details are in its log, {file}.</source>
        <translation>这是程序的错误，不是您的错误（{fault}）。详情见其日志 {file}。</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足，无法完成。</translation>
    </message>
    <message>
        <source>This was not saved: {error}</source>
        <translation>未能保存：{error}</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Arrows move, plus and minus zoom, 0 shows the whole, ? tells all keys</source>
        <translation>方向键移动，加减键缩放，0 显示整张，? 列出所有按键</translation>
    </message>
    <message>
        <source>compare with the field of the network {name}</source>
        <translation>与网络 {name} 的场比较</translation>
    </message>
    <message>
        <source>Compare with other weights</source>
        <translation>与其他权重比较</translation>
    </message>
    <message>
        <source>Weights ({names})</source>
        <translation>权重 ({names})</translation>
    </message>
    <message>
        <source>Compare with a larger original</source>
        <translation>与更大的原图比较</translation>
    </message>
    <message>
        <source>Photos ({names});;All files (*)</source>
        <translation>照片 ({names});;所有文件 (*)</translation>
    </message>
    <message>
        <source>At x1 and below both sides are the photo; zoom in to compare.</source>
        <translation>在 x1 及以下，两侧都是照片本身；放大后再比较。</translation>
    </message>
    <message>
        <source>weights {name}</source>
        <translation>权重 {name}</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>difference × {gain}: {own} and {other}</source>
        <translation>差异 × {gain}：{own} 与 {other}</translation>
    </message>
    <message>
        <source>original {width} × {height}</source>
        <translation>原图 {width} × {height}</translation>
    </message>
    <message>
        <source>De&amp;vice</source>
        <translation>设备(&amp;V)</translation>
    </message>
    <message>
        <source>Automatic ({device})</source>
        <translation>自动 ({device})</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>in use: {device}</source>
        <translation>使用中：{device}</translation>
    </message>
    <message>
        <source>{reason}; choose it to try again</source>
        <translation>{reason}；选择它可再试一次</translation>
    </message>
    <message>
        <source>the program ended when it was last tried</source>
        <translation>上次尝试时程序意外结束</translation>
    </message>
    <message>
        <source>{device} cannot be used: {reason}.</source>
        <translation>无法使用 {device}：{reason}。</translation>
    </message>
    <message>
        <source>nothing is left that could draw</source>
        <translation>没有可用于绘制的设备了</translation>
    </message>
    <message>
        <source>the window is being closed</source>
        <translation>窗口正在关闭</translation>
    </message>
    <message>
        <source>it is this machine&apos;s CPU, which draws faster by itself</source>
        <translation>它其实是本机的 CPU，直接绘制更快</translation>
    </message>
    <message>
        <source>it failed: {reason}</source>
        <translation>发生故障：{reason}</translation>
    </message>
    <message>
        <source>{device} failed ({reason}). Now this draws: {other}.</source>
        <translation>{device} 发生故障 ({reason})。现在由 {other} 绘制。</translation>
    </message>
    <message>
        <source>There is no field yet.</source>
        <translation>还没有场。</translation>
    </message>
    <message>
        <source>Save field</source>
        <translation>保存场</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>场</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <source>Export kernels</source>
        <translation>导出核</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>核</translation>
    </message>
    <message>
        <source>Exported {path}</source>
        <translation>已导出 {path}</translation>
    </message>
    <message>
        <source>The film begins here; go where it shall end, and choose Film to here.</source>
        <translation>影片从这里开始；请移到终点，然后选择“影片终点”。</translation>
    </message>
    <message>
        <source>Choose Film from here first, where it shall begin.</source>
        <translation>请先在起点处选择“影片起点”。</translation>
    </message>
    <message>
        <source>Save film</source>
        <translation>保存影片</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>Unsaved edits</source>
        <translation>未保存的编辑</translation>
    </message>
    <message>
        <source>The field was edited. Save it?</source>
        <translation>场已被编辑。要保存吗？</translation>
    </message>
    <message>
        <source>There is no log: its folder cannot be written to.</source>
        <translation>没有日志：无法写入其文件夹。</translation>
    </message>
    <message>
        <source>The log is {file}</source>
        <translation>日志文件是 {file}</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The field that is shown was made by {model}; licence of its weights: {licence}.</source>
        <translation>所示的场由 {model} 生成；其权重的许可：{licence}。</translation>
    </message>
    <message>
        <source>A photo as a continuous field of 2-D Gaussians, after the paper {title}.</source>
        <translation>把照片表示为二维高斯函数的连续场，依据论文 {title}。</translation>
    </message>
    <message>
        <source>Code and bundled weights: MIT licence.</source>
        <translation>代码及附带权重：MIT 许可。</translation>
    </message>
    <message>
        <source>About csr-viewer</source>
        <translation>关于 csr-viewer</translation>
    </message>
    <message>
        <source>Mouse and held keys</source>
        <translation>鼠标与按住的键</translation>
    </message>
    <message>
        <source>{ms} ms a frame, moving</source>
        <translation>每帧 {ms} ms，移动中</translation>
    </message>
    <message>
        <source>{ms} ms a frame</source>
        <translation>每帧 {ms} ms</translation>
    </message>
    <message>
        <source>{count} kernels, cut off at {share:g}</source>
        <translation>{count} 个核，截断于 {share:g}</translation>
    </message>
    <message>
        <source>no kernels</source>
        <translation>没有核</translation>
    </message>
    <message>
        <source>the photo, CPU</source>
        <translation>照片，CPU</translation>
    </message>
    <message>
        <source>resolution {share:.0%} of the device pixels</source>
        <translation>分辨率为设备像素的 {share:.0%}</translation>
    </message>
    <message>
        <source>{share:.0%} from the frame before</source>
        <translation>{share:.0%} 取自上一帧</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Click on the picture: the kernel nearest to the click is shown here.</source>
        <translation>请点击图片：此处显示离点击处最近的核。</translation>
    </message>
    <message>
        <source>mean x, in photo pixels</source>
        <translation>均值 x（照片像素）</translation>
    </message>
    <message>
        <source>mean y, in photo pixels</source>
        <translation>均值 y（照片像素）</translation>
    </message>
    <message>
        <source>standard deviation along the first axis, photo pixels</source>
        <translation>沿第一轴的标准差（照片像素）</translation>
    </message>
    <message>
        <source>standard deviation along the second axis, photo pixels</source>
        <translation>沿第二轴的标准差（照片像素）</translation>
    </message>
    <message>
        <source>direction of the first axis, degrees from x towards y (down)</source>
        <translation>第一轴的方向（从 x 转向 y（向下）的度数）</translation>
    </message>
    <message>
        <source>red, 0 to 1 where nothing overlaps</source>
        <translation>红（无重叠处为 0 到 1）</translation>
    </message>
    <message>
        <source>green, 0 to 1 where nothing overlaps</source>
        <translation>绿（无重叠处为 0 到 1）</translation>
    </message>
    <message>
        <source>blue, 0 to 1 where nothing overlaps</source>
        <translation>蓝（无重叠处为 0 到 1）</translation>
    </message>
    <message>
        <source>Covariance xx, xy, yy, in photo pixels squared</source>
        <translation>协方差 xx、xy、yy（照片像素的平方）</translation>
    </message>
    <message>
        <source>What its colour is multiplied by in the pixel, and its share in it</source>
        <translation>其颜色在该像素中的乘数，及其所占份额</translation>
    </message>
    <message>
        <source>Choose the kernel&apos;s colour</source>
        <translation>选择核的颜色</translation>
    </message>
    <message>
        <source>Point at the picture.</source>
        <translation>请指向图片。</translation>
    </message>
    <message>
        <source>Why is this pixel so?</source>
        <translation>这个像素为何如此？</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Axes (σ)</source>
        <translation>轴 (σ)</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Covariance</source>
        <translation>协方差</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Weight here</source>
        <translation>此处权重</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Take the kernel out of the picture</source>
        <translation>把核从画面中移除</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Adds (r, g, b)</source>
        <translation>贡献 (r, g, b)</translation>
    </message>
    <message>
        <source>Kernels that make the pixel, the largest share first</source>
        <translation>构成该像素的核，份额大者在前</translation>
    </message>
    <message>
        <source>Number {number} (edited)</source>
        <translation>编号 {number}（已编辑）</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>编号 {number}</translation>
    </message>
    <message>
        <source>Field made by {model}</source>
        <translation>场由 {model} 生成</translation>
    </message>
    <message>
        <source>(pinned; Esc lets go)</source>
        <translation>（已固定；按 Esc 松开）</translation>
    </message>
    <message>
        <source>{count} kernels make {value}</source>
        <translation>{count} 个核合成 {value}</translation>
    </message>
    <message>
        <source>none: it does not reach here</source>
        <translation>无：它到不了这里</translation>
    </message>
    <message>
        <source>({share:.1%} of the pixel)</source>
        <translation>（占该像素的 {share:.1%}）</translation>
    </message>
    <message>
        <source>{brush}, {radius} px. [ ] size. Esc done</source>
        <translation>{brush}，{radius} 像素。[ ] 大小。Esc 完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Only {count} kernels are shown</source>
        <translation>仅显示 {count} 个核</translation>
    </message>
    <message>
        <source>{count} kernels hidden</source>
        <translation>已隐藏 {count} 个核</translation>
    </message>
    <message>
        <source>Kernels are peeled away</source>
        <translation>部分核已剥离</translation>
    </message>
    <message>
        <source>No kernel is selected: press I and click on one.</source>
        <translation>未选中核：请按 I 并点击一个。</translation>
    </message>
    <message>
        <source>Copied kernel {number}</source>
        <translation>已复制核 {number}</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read: {reason}.</source>
        <translation>无法读取文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>The folder {folder} does not answer yet.</source>
        <translation>文件夹 {folder} 尚未响应。</translation>
    </message>
    <message>
        <source>There is no further photo in this folder.</source>
        <translation>此文件夹中没有更多照片。</translation>
    </message>
    <message>
        <source>There is no further photo among those that were dropped.</source>
        <translation>拖放的文件中没有更多照片。</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>grey: round; colour: {times:.3g} times as long as wide</source>
        <translation>灰：圆；彩色：长为宽的 {times:.3g} 倍</translation>
    </message>
    <message>
        <source>a line every {step:g} of luma: {steps:g} steps of 255</source>
        <translation>亮度每 {step:g} 一条线：255 级中的 {steps:g} 级</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>{width} × {height} pixels ({megapixels:.1f} MP)</source>
        <translation>{width} × {height} 像素（{megapixels:.1f} MP）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>{megabytes:.2f} MB</source>
        <translation>{megabytes:.2f} MB</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>{bits} bits a channel</source>
        <translation>每通道 {bits} 位</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>透明通道</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>有</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 质量</translation>
    </message>
    <message>
        <source>Colour profile</source>
        <translation>颜色配置文件</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>none, taken as sRGB</source>
        <translation>无，视为 sRGB</translation>
    </message>
    <message>
        <source>{count:,} bytes that cannot be read</source>
        <translation>{count:,} 字节，无法读取</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation>已复制 {text}</translation>
    </message>
    <message>
        <source>The cursor is not on the photo.</source>
        <translation>光标不在照片上。</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Orientation of the kernels</source>
        <translation>核的方向</translation>
    </message>
    <message>
        <source>Elongation of the kernels</source>
        <translation>核的伸长度</translation>
    </message>
    <message>
        <source>Kernels for each photo pixel</source>
        <translation>每个照片像素的核数</translation>
    </message>
    <message>
        <source>Gradient, luma for each photo pixel</source>
        <translation>梯度（每照片像素的亮度）</translation>
    </message>
    <message>
        <source>Laplacian, luma for each photo pixel²</source>
        <translation>拉普拉斯（每照片像素²的亮度）</translation>
    </message>
    <message>
        <source>Lines of equal luma</source>
        <translation>亮度等值线</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Note about the photo</source>
        <translation>关于照片的说明</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>showing all {total} kernels</source>
        <translation>显示全部 {total} 个核</translation>
    </message>
    <message>
        <source>showing all {total} detail kernels</source>
        <translation>显示全部 {total} 个细节核</translation>
    </message>
    <message>
        <source>showing 1 in {step} of {total} detail kernels</source>
        <translation>在 {total} 个细节核中每 {step} 个显示 1 个</translation>
    </message>
    <message>
        <source>showing 1 in {step} of {total} kernels</source>
        <translation>在 {total} 个核中每 {step} 个显示 1 个</translation>
    </message>
    <message>
        <source>geometric mean of the two standard deviations, photo pixels</source>
        <translation>两个标准差的几何平均（照片像素）</translation>
    </message>
    <message>
        <source>longer axis over the shorter</source>
        <translation>长轴与短轴之比</translation>
    </message>
    <message>
        <source>of the longer axis, degrees from x towards y (down); shown one and a half times</source>
        <translation>长轴的角度（从 x 转向 y（向下）的度数）；显示一圈半</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>magnitude of the colour; 1 is white</source>
        <translation>颜色的大小；1 为白色</translation>
    </message>
    <message>
        <source>Histogram: {measure}</source>
        <translation>直方图：{measure}</translation>
    </message>
    <message>
        <source>{measure}: least</source>
        <translation>{measure}：最小值</translation>
    </message>
    <message>
        <source>{measure}: largest</source>
        <translation>{measure}：最大值</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{measure}: let every kernel through</source>
        <translation>{measure}：让所有核通过</translation>
    </message>
    <message>
        <source>Show all kernels</source>
        <translation>显示全部核</translation>
    </message>
    <message>
        <source>all of the {total} kernels in the view</source>
        <translation>视图中全部 {total} 个核</translation>
    </message>
    <message>
        <source>{share:.1%} of the {total} kernels in the view</source>
        <translation>视图中 {total} 个核的 {share:.1%}</translation>
    </message>
    <message>
        <source>The view could not be drawn: {error}</source>
        <translation>无法绘制视图：{error}</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Device pixels for each photo pixel: presets</source>
        <translation>每个照片像素的设备像素：预设</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放比例</translation>
    </message>
    <message>
        <source>pixels wide</source>
        <translation>像素宽</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Metadata: date, camera, place, captions</source>
        <translation>元数据：日期、相机、地点、说明</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
    <message>
        <source>What is seen of the photo</source>
        <translation>照片的可见部分</translation>
    </message>
    <message>
        <source>The screen, with overlays</source>
        <translation>屏幕（含叠加）</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>整张照片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No region was chosen.</source>
        <translation>未选择区域。</translation>
    </message>
    <message>
        <source>Draw a rectangle with the mouse; Esc gives up.</source>
        <translation>请用鼠标画一个矩形；Esc 放弃。</translation>
    </message>
    <message>
        <source>Nothing of the photo is seen, so there is nothing to save.</source>
        <translation>照片不在视图中，没有可保存的内容。</translation>
    </message>
    <message>
        <source>The picture would have more than {most} pixels along a side.</source>
        <translation>图片的一边将超过 {most} 像素。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation>正在保存 {name}</translation>
    </message>
    <message>
        <source>1 photo pixel</source>
        <translation>1 个照片像素</translation>
    </message>
    <message>
        <source>{count:g} photo pixels</source>
        <translation>{count:g} 个照片像素</translation>
    </message>
    <message>
        <source>A scale is a number, as 3.7, or per cent, as 370 %.</source>
        <translation>缩放比例是一个数，如 3.7，或百分比，如 370 %。</translation>
    </message>
    <message>
        <source>Shares of the kernels in the pixel</source>
        <translation>各核在该像素中的份额</translation>
    </message>
    <message>
        <source>The kernels that make the pixel, each as wide as its share</source>
        <translation>构成该像素的核，宽度即其份额</translation>
    </message>
    <message>
        <source>x and y in photo pixels, and the colour, under the cursor</source>
        <translation>光标处的 x 和 y（照片像素）及颜色</translation>
    </message>
    <message>
        <source>Page, frame or size of the file (Ctrl+PgUp, Ctrl+PgDown)</source>
        <translation>文件中的页、帧或尺寸（Ctrl+PgUp，Ctrl+PgDown）</translation>
    </message>
    <message>
        <source>Device pixels for each photo pixel (click to type)</source>
        <translation>每个照片像素对应的设备像素（点击可输入）</translation>
    </message>
    <message>
        <source>Original pixels</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>Partly sharp</source>
        <translation>部分清晰</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>What is shown: the photo itself, or its field</source>
        <translation>所显示的内容：照片本身，或它的场</translation>
    </message>
    <message>
        <source>What is shown: the photo itself, or its field, made by {model}</source>
        <translation>所显示的内容：照片本身，或由 {model} 生成的场</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>第 {page} 张，共 {pages} 张</translation>
    </message>
    <message>
        <source>alpha {share:.0%}</source>
        <translation>透明度 {share:.0%}</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <source>Sharpening</source>
        <translation>正在锐化</translation>
    </message>
    <message>
        <source>The folder cannot be read: {reason}.</source>
        <translation>无法读取文件夹：{reason}。</translation>
    </message>
    <message>
        <source>There is no photo in {folder}.</source>
        <translation>{folder} 中没有照片。</translation>
    </message>
    <message>
        <source>{name} has changed</source>
        <translation>{name} 已更改</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place}/{count}</translation>
    </message>
    <message>
        <source>Sharpening was stopped; View &gt; Continue sharpening goes on.</source>
        <translation>锐化已停止；可用“视图 &gt; 继续锐化”继续。</translation>
    </message>
    <message>
        <source>Opening was stopped.</source>
        <translation>打开已停止。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Photos and fields ({names});;All files (*)</source>
        <translation>照片和场 ({names});;所有文件 (*)</translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no file.</source>
        <translation>剪贴板中没有图片或文件。</translation>
    </message>
    <message>
        <source>The view is still being drawn; copy again in a moment.</source>
        <translation>视图仍在绘制；请稍后再复制。</translation>
    </message>
    <message>
        <source>Copied {width} × {height} pixels</source>
        <translation>已复制 {width} × {height} 像素</translation>
    </message>
    <message>
        <source>Nothing is being sharpened.</source>
        <translation>没有正在进行的锐化。</translation>
    </message>
    <message>
        <source>Only files of this machine and pictures can be dropped here.</source>
        <translation>此处只能拖放本机的文件和图片。</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>field</source>
        <translation>场</translation>
    </message>
    <message>
        <source>partly field</source>
        <translation>部分为场</translation>
    </message>
    <message>
        <source>as asked for</source>
        <translation>按要求选用</translation>
    </message>
    <message>
        <source>chosen because a GPU runs it</source>
        <translation>因由 GPU 运行而选用</translation>
    </message>
    <message>
        <source>chosen because a CPU runs it</source>
        <translation>因由 CPU 运行而选用</translation>
    </message>
    <message>
        <source>{why}; {cleaning}</source>
        <translation>{why}；{cleaning}</translation>
    </message>
    <message>
        <source>{network} ({why})</source>
        <translation>{network}（{why}）</translation>
    </message>
    <message>
        <source>cleaning {share}, as the photo tells</source>
        <translation>清理 {share}，由照片决定</translation>
    </message>
    <message>
        <source>cleaning {share}, as chosen</source>
        <translation>清理 {share}，手动选择</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Weights and fields ({names})</source>
        <translation>权重和场 ({names})</translation>
    </message>
    <message>
        <source>{name} is gone. Following goes on.</source>
        <translation>{name} 不见了。继续跟随。</translation>
    </message>
    <message>
        <source>{error} Following goes on.</source>
        <translation>{error} 继续跟随。</translation>
    </message>
    <message>
        <source>{name} is not there yet; it is waited for.</source>
        <translation>{name} 尚不存在；正在等待。</translation>
    </message>
    <message>
        <source>Open a photo: these weights draw it.</source>
        <translation>请打开一张照片：用这些权重绘制。</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>第 {number} 步</translation>
    </message>
    <message>
        <source>x{scale} PSNR {value:.2f} dB</source>
        <translation>x{scale} PSNR {value:.2f} dB</translation>
    </message>
    <message>
        <source>Lens, {factor} ×. Esc done</source>
        <translation>透镜，{factor} ×。按 Esc 结束</translation>
    </message>
    <message>
        <source>Pixel grid and values wait until the photo is upright again (Ctrl+Shift+W).</source>
        <translation>像素网格和像素值在照片恢复原状后才显示（Ctrl+Shift+W）。</translation>
    </message>
    <message>
        <source>Angle, dragged</source>
        <translation>角度（拖动）</translation>
    </message>
    <message>
        <source>Shear along x</source>
        <translation>沿 x 倾斜</translation>
    </message>
    <message>
        <source>Shear along y</source>
        <translation>沿 y 倾斜</translation>
    </message>
    <message>
        <source>Magnification</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Radius, photo pixels</source>
        <translation>半径（照片像素）</translation>
    </message>
    <message>
        <source>Follows the cursor</source>
        <translation>跟随光标</translation>
    </message>
    <message>
        <source>A lens is exact to the first order over a kernel; the rest is exact.</source>
        <translation>放大镜在每个核上精确到一阶；其余完全精确。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Moves the photo (with Ctrl it zooms)</source>
        <translation>移动照片（按住 Ctrl 缩放）</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选中项</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>From the next start on</source>
        <translation>下次启动时生效</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Automatic: by the photo, and by what runs the network</source>
        <translation>自动：根据照片以及运行网络的设备选择</translation>
    </message>
    <message>
        <source>For the field, and for photos of the folder that are shown next</source>
        <translation>用于场，以及文件夹中接下来要显示的照片</translation>
    </message>
    <message>
        <source>Colour: {what}</source>
        <translation>颜色：{what}</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>The window speaks the language from its next start on.</source>
        <translation>窗口将从下次启动起使用该语言。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Kept in {path}</source>
        <translation>保存在 {path}</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>The settings are not remembered: {problem}</source>
        <translation>设置未能保存：{problem}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}): the default settings are used.</source>
        <translation>无法读取 {path}（{reason}）：使用默认设置。</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer: it is read as far as it can be, and not changed.</source>
        <translation>{path} 由更新版本的 csr-viewer 写入：只读取能够识别的内容，不作更改。</translation>
    </message>
    <message>
        <source>{file}, line {line}: there is no setting “{name}”.</source>
        <translation>{file} 第 {line} 行：没有名为“{name}”的设置。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} stands there again; the last counts.</source>
        <translation>{file} 第 {line} 行：{name} 重复出现，以最后一个为准。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {name} cannot be “{value}”; it can be: {allowed}. Used: {default}.</source>
        <translation>{file} 第 {line} 行：{name} 不能是“{value}”，可以是：{allowed}。现使用：{default}。</translation>
    </message>
    <message>
        <source>{file}: {count} more lines cannot be used.</source>
        <translation>{file}：另有 {count} 行无法使用。</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer</source>
        <translation>{path} 由更新版本的 csr-viewer 写入</translation>
    </message>
    <message>
        <source>{path} is no text of settings; it is kept as {kept}, and the default settings are used.</source>
        <translation>{path} 不是设置文本；该文件保留为 {kept}，并使用默认设置。</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>它不是文本</translation>
    </message>
    <message>
        <source>{path} is damaged.</source>
        <translation>{path} 已损坏。</translation>
    </message>
    <message>
        <source>{name} holds neither weights nor a field.</source>
        <translation>{name} 中既没有权重也没有场。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {error}</source>
        <translation>无法读取 {name}：{error}</translation>
    </message>
    <message>
        <source>it is made for {kind} pictures</source>
        <translation>它用于 {kind} 图像</translation>
    </message>
    <message>
        <source>An original is larger than the photo ({w} × {h}); this one is {width} × {height}.</source>
        <translation>原图应大于照片（{w} × {h}）；此图为 {width} × {height}。</translation>
    </message>
    <message>
        <source>This picture of {width} × {height} has another shape than the photo ({w} × {h}): it is not its original.</source>
        <translation>此图为 {width} × {height}，与照片（{w} × {h}）的长宽比不同：不是它的原图。</translation>
    </message>
    <message>
        <source>not measured while warped</source>
        <translation>变形时不测量</translation>
    </message>
    <message>
        <source>{ours}   (bicubic {bicubic})</source>
        <translation>{ours}   （双三次 {bicubic}）</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>The file is cut short: a part of the picture is missing.</source>
        <translation>文件不完整：缺少图像的一部分。</translation>
    </message>
    <message>
        <source>The file has gaps: a part of the picture is missing.</source>
        <translation>文件中有空缺：缺少图像的一部分。</translation>
    </message>
    <message>
        <source>{name} claims to have {width} x {height} pixels, more than its {size} bytes can hold.</source>
        <translation>{name} 声称有 {width} x {height} 个像素，超过其 {size} 字节所能容纳的数量。</translation>
    </message>
    <message>
        <source>it has {pages} pages, and no page {page}</source>
        <translation>它有 {pages} 页，没有第 {page} 页</translation>
    </message>
    <message>
        <source>its header is missing or broken</source>
        <translation>其文件头缺失或已损坏</translation>
    </message>
    <message>
        <source>no part of the picture is there</source>
        <translation>图片内容完全缺失</translation>
    </message>
    <message>
        <source>its picture cannot be decoded ({reason})</source>
        <translation>其图片无法解码（{reason}）</translation>
    </message>
    <message>
        <source>it has {count} values for each pixel</source>
        <translation>每个像素有 {count} 个值</translation>
    </message>
    <message>
        <source>it has no list of its contents, or a broken one</source>
        <translation>其目录缺失或已损坏</translation>
    </message>
    <message>
        <source>it holds no picture</source>
        <translation>其中没有图片</translation>
    </message>
    <message>
        <source>it holds a stack of pictures ({axes})</source>
        <translation>其中是一组图像（{axes}）</translation>
    </message>
    <message>
        <source>its colour map is missing</source>
        <translation>其颜色表缺失</translation>
    </message>
    <message>
        <source>its colours are stored in a way that is not known here ({way}, {count})</source>
        <translation>其颜色的存储方式未知（{way}，{count}）</translation>
    </message>
    <message>
        <source>Values below 0 or above 1 were clipped.</source>
        <translation>小于 0 或大于 1 的值已被截断。</translation>
    </message>
    <message>
        <source>Values from {low:g} to {high:g} are shown from black to white.</source>
        <translation>数值 {low:g} 到 {high:g} 显示为从黑到白。</translation>
    </message>
    <message>
        <source>its values are of a type that is not known here ({type})</source>
        <translation>其数值类型未知（{type}）</translation>
    </message>
    <message>
        <source>a field&apos;s boxes are no grid with kernels in their order</source>
        <translation>场的方块不构成核按序排列的网格</translation>
    </message>
    <message>
        <source>{name} is not a field: its header does not say &apos;{format}&apos;</source>
        <translation>{name} 不是场：文件头中没有“{format}”</translation>
    </message>
    <message>
        <source>{name} is not a compact field</source>
        <translation>{name} 不是紧凑场文件</translation>
    </message>
    <message>
        <source>{name} is a field of format version {version}; this program reads version {known}</source>
        <translation>{name} 是格式版本 {version} 的场；本程序读取版本 {known}</translation>
    </message>
    <message>
        <source>{name} holds no kernels</source>
        <translation>{name} 不含任何核</translation>
    </message>
    <message>
        <source>{name}: its kernels have shape {shape} and type {type}</source>
        <translation>{name}：核的形状为 {shape}，类型为 {type}</translation>
    </message>
    <message>
        <source>{name} cannot be read as a field: {error}</source>
        <translation>无法将 {name} 作为场读取：{error}</translation>
    </message>
    <message>
        <source>{name}: its photo has no pixels</source>
        <translation>{name}：其照片没有像素</translation>
    </message>
    <message>
        <source>{name}: a photo of {width} x {height} pixels is too large for {kernels} kernels</source>
        <translation>{name}：{width} x {height} 像素的照片对于 {kernels} 个核来说过大</translation>
    </message>
    <message>
        <source>{name}: its cells lie outside of the photo</source>
        <translation>{name}：其单元位于照片之外</translation>
    </message>
    <message>
        <source>{name}: its boxes are no whole numbers</source>
        <translation>{name}：方块不是整数</translation>
    </message>
    <message>
        <source>{name}: its boxes lie outside of the photo</source>
        <translation>{name}：其方框位于照片之外</translation>
    </message>
    <message>
        <source>{name}: its boxes hold {held} of {count} kernels</source>
        <translation>{name}：方块中有 {held} 个核，共应有 {count} 个</translation>
    </message>
    <message>
        <source>{name}: some kernels are not finite numbers</source>
        <translation>{name}：有些核不是有限数</translation>
    </message>
    <message>
        <source>the field cannot be written: {error}</source>
        <translation>无法写入场：{error}</translation>
    </message>
    <message>
        <source>a field&apos;s header says &apos;{text}&apos; where two whole numbers belong</source>
        <translation>场的文件头中应为两个整数之处写着“{text}”</translation>
    </message>
    <message>
        <source>a field&apos;s header says &apos;{text}&apos; where a length belongs</source>
        <translation>场的文件头中应为长度之处写着“{text}”</translation>
    </message>
    <message>
        <source>the field takes {size:.1f} GB, more than half of the free memory</source>
        <translation>该场需要 {size:.1f} GB，超过可用内存的一半</translation>
    </message>
    <message>
        <source>A film has 2 to {most:,} frames, not {count:,.0f}.</source>
        <translation>影片需要 2 到 {most:,} 帧，而不是 {count:,.0f} 帧。</translation>
    </message>
    <message>
        <source>{name}: films are saved as .gif or .webp, or without a suffix as a folder.</source>
        <translation>{name}：影片保存为 .gif 或 .webp，无后缀时保存为文件夹。</translation>
    </message>
    <message>
        <source>{path} is a file.</source>
        <translation>{path} 是文件。</translation>
    </message>
    <message>
        <source>{path} is not empty; nothing in it is replaced without being told to.</source>
        <translation>{path} 不为空；未经指示不会替换其中的内容。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>没有文件夹 {folder}。</translation>
    </message>
    <message>
        <source>a photo of {width} x {height} pixels is too large to be drawn from its field</source>
        <translation>{width} x {height} 像素的照片太大，无法由其场绘制</translation>
    </message>
    <message>
        <source>{name}: kernels are exported as {suffixes}.</source>
        <translation>{name}：核可导出为 {suffixes}。</translation>
    </message>
    <message>
        <source>{count:,} ellipses are too many for an SVG file (at most {most:,}): zoom in, or peel some away, or export .csv or .npz.</source>
        <translation>{count:,} 个椭圆对 SVG 文件来说太多（最多 {most:,} 个）：请放大、剥离一部分，或导出为 .csv 或 .npz。</translation>
    </message>
    <message>
        <source>there are no weights &apos;{name}&apos;: not a file, and bundled are: {names}</source>
        <translation>没有权重“{name}”：不是文件，随附的有：{names}</translation>
    </message>
    <message>
        <source>{name}: a weights file&apos;s name ends in .safetensors; of the authors&apos; published file, csr import makes one</source>
        <translation>{name}：权重文件的名称须以 .safetensors 结尾；作者发布的文件可用 csr import 转换</translation>
    </message>
    <message>
        <source>{name} holds no weights of this program: its header is another one</source>
        <translation>{name} 中没有本程序的权重：文件头不同</translation>
    </message>
    <message>
        <source>{name} holds weights of format version {version}; this program reads version {known}</source>
        <translation>{name} 中是格式版本 {version} 的权重；本程序读取版本 {known}</translation>
    </message>
    <message>
        <source>{name} does not describe a network</source>
        <translation>{name} 未描述任何网络</translation>
    </message>
    <message>
        <source>{name} does not describe a network: one of {count} channels or more does not fit into a file of {size} bytes</source>
        <translation>{name} 描述的不是网络：{count} 个或更多通道的网络放不进 {size} 字节的文件</translation>
    </message>
    <message>
        <source>{name} cannot be read as weights: {error}</source>
        <translation>无法将 {name} 作为权重读取：{error}</translation>
    </message>
    <message>
        <source>{name} does not describe a network: {error}</source>
        <translation>{name} 描述的不是网络：{error}</translation>
    </message>
    <message>
        <source>{name} holds numbers that are not finite</source>
        <translation>{name} 含有非有限数值</translation>
    </message>
    <message>
        <source>{name}: a field file&apos;s name ends in {suffix}</source>
        <translation>{name}：场文件的名称以 {suffix} 结尾</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>此图像</translation>
    </message>
    <message>
        <source>{path} is a folder, not a photo.</source>
        <translation>{path} 是文件夹，不是照片。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>There is not enough memory to open {name}.</source>
        <translation>内存不足，无法打开 {name}。</translation>
    </message>
    <message>
        <source>{name} is not a picture of a format that can be opened here.</source>
        <translation>{name} 不是此处可以打开的图片格式。</translation>
    </message>
    <message>
        <source>The picture holds inks without a profile: each is taken as the complement of a light.</source>
        <translation>图片含有印刷油墨但没有配置文件：每种油墨按光的补色处理。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {error}.</source>
        <translation>无法读取 {path}：{error}。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 是空的。</translation>
    </message>
    <message>
        <source>{name} is a field or weights file, not a photo.</source>
        <translation>{name} 是场或权重文件，不是照片。</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {error}.</source>
        <translation>无法打开 {name}：{error}。</translation>
    </message>
    <message>
        <source>{name} is cut short: a part of the picture is missing.</source>
        <translation>{name} 不完整：缺少图像的一部分。</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be read ({error}).</source>
        <translation>{name} 已损坏，无法读取（{error}）。</translation>
    </message>
    <message>
        <source>{name} has no pixels ({width} x {height}).</source>
        <translation>{name} 没有像素（{width} x {height}）。</translation>
    </message>
    <message>
        <source>{name} claims to have {width} x {height} pixels; photos of more than {most} megapixels are not opened.</source>
        <translation>{name} 声称有 {width} x {height} 像素；不打开超过 {most} 百万像素的照片。</translation>
    </message>
    <message>
        <source>The colour profile cannot be used ({error}); colours are shown as if it were sRGB.</source>
        <translation>无法使用色彩配置文件（{error}）；颜色按 sRGB 显示。</translation>
    </message>
    <message>
        <source>{name}: pictures are saved as {suffixes}.</source>
        <translation>{name}：图像可保存为 {suffixes}。</translation>
    </message>
    <message>
        <source>A picture of {width} x {height} pixels cannot be saved.</source>
        <translation>无法保存 {width} x {height} 像素的图像。</translation>
    </message>
    <message>
        <source>Pictures are saved with 8 or 16 bits a channel, not {bits}.</source>
        <translation>图像以每通道 8 或 16 位保存，而不是 {bits} 位。</translation>
    </message>
    <message>
        <source>A {suffix} file holds 8 bits a channel; .png and .tif hold 16.</source>
        <translation>{suffix} 文件每通道 8 位；.png 和 .tif 可为 16 位。</translation>
    </message>
    <message>
        <source>{width} x {height} pixels are too many for {suffix} (at most {longest} a side, {most} megapixels); .png and .tif hold them.</source>
        <translation>{width} x {height} 像素对 {suffix} 来说太多（每边最多 {longest}，{most} 百万像素）；.png 和 .tif 可以容纳。</translation>
    </message>
    <message>
        <source>there is no NVIDIA driver on this machine</source>
        <translation>本机没有 NVIDIA 驱动程序</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no GPU</source>
        <translation>NVIDIA 驱动程序找不到 GPU</translation>
    </message>
    <message>
        <source>this torch is built without CUDA; README says how to install one with it</source>
        <translation>此 torch 不含 CUDA；README 说明了如何安装含 CUDA 的版本</translation>
    </message>
    <message>
        <source>torch cannot use the GPU: its driver is too old for this torch, or it is hidden</source>
        <translation>torch 无法使用 GPU：其驱动对此 torch 来说太旧，或 GPU 被隐藏</translation>
    </message>
    <message>
        <source>{path} is a folder.</source>
        <translation>{path} 是文件夹。</translation>
    </message>
    <message>
        <source>{path} is a file that is read; the result needs another name.</source>
        <translation>{path} 是正在读取的文件；结果需要另一个名称。</translation>
    </message>
    <message>
        <source>{path} is a device, a pipe or a socket; only files are written to.</source>
        <translation>{path} 是设备、管道或套接字；只能写入普通文件。</translation>
    </message>
    <message>
        <source>{path} is there already; it is not replaced without being told to.</source>
        <translation>{path} 已存在；未经指示不会替换。</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not saved.</source>
        <translation>磁盘已满：{path} 未保存。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {folder} does not allow it.</source>
        <translation>无法写入 {path}：{folder} 不允许。</translation>
    </message>
    <message>
        <source>{path} cannot be written: {error}.</source>
        <translation>无法写入 {path}：{error}。</translation>
    </message>
    <message>
        <source>no weights ship with this program: name a weights file</source>
        <translation>本程序未随附权重：请指定权重文件</translation>
    </message>
    <message>
        <source>there is no OpenGL 3.3 here</source>
        <translation>此处没有 OpenGL 3.3</translation>
    </message>
    <message>
        <source>there is only OpenGL {version} here</source>
        <translation>此处只有 OpenGL {version}</translation>
    </message>
    <message>
        <source>CPU, {count} threads</source>
        <translation>CPU，{count} 个线程</translation>
    </message>
    <message>
        <source>CPU, 1 thread</source>
        <translation>CPU，1 个线程</translation>
    </message>
    <message>
        <source>{name} is damaged: its level and its details do not fit together</source>
        <translation>{name} 已损坏：其基础层与细节不匹配</translation>
    </message>
    <message>
        <source>its colours are stored at several sizes</source>
        <translation>其颜色以多种尺寸存储</translation>
    </message>
    <message>
        <source>its format needs one more package: pip install &apos;csr-viewer[{extra}]&apos;</source>
        <translation>该格式还需要一个软件包：pip install &apos;csr-viewer[{extra}]&apos;</translation>
    </message>
    <message>
        <source>it was saved without a composite picture</source>
        <translation>保存时没有包含合成图</translation>
    </message>
    <message>
        <source>its compression is not known here ({number})</source>
        <translation>其压缩方式未知（{number}）</translation>
    </message>
    <message>
        <source>High dynamic range ({name}, up to {peak:.0f} cd/m²) is shown in the range of an ordinary screen.</source>
        <translation>高动态范围（{name}，最高 {peak:.0f} cd/m²）按普通屏幕的范围显示。</translation>
    </message>
    <message>
        <source>The picture holds linear light in floating point; it is shown at an exposure of {stops:+.1f} EV, and what is brighter than white is clipped.</source>
        <translation>图片以浮点数存储线性光；按 {stops:+.1f} EV 曝光显示，比白色更亮的部分被截断。</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is larger than {most:,} bytes</source>
        <translation>它大于 {most:,} 字节</translation>
    </message>
    <message>
        <source>a text of JSON is longer than {most:,} bytes</source>
        <translation>JSON 文本长于 {most:,} 字节</translation>
    </message>
    <message>
        <source>this is no JSON that can be read: {error}</source>
        <translation>这不是可读取的 JSON：{error}</translation>
    </message>
    <message>
        <source>{name} cannot be read: the process that reads photos does not start.</source>
        <translation>无法读取 {name}：读取照片的进程无法启动。</translation>
    </message>
    <message>
        <source>{name} cannot be read: its decoder crashed.</source>
        <translation>无法读取 {name}：其解码器崩溃了。</translation>
    </message>
    <message>
        <source>{name} was given up: it was not read within {seconds} seconds.</source>
        <translation>已放弃 {name}：{seconds} 秒内未能读完。</translation>
    </message>
    <message>
        <source>{name} was given up: it needs more memory than a picture of its size should.</source>
        <translation>已放弃 {name}：它所需的内存超出了这种尺寸的图片应需的内存。</translation>
    </message>
    <message>
        <source>This file holds one picture.</source>
        <translation>此文件只有一张图片。</translation>
    </message>
    <message>
        <source>There is no further page in this file.</source>
        <translation>此文件没有更多页。</translation>
    </message>
    <message>
        <source>{path} was written by a later version of csr-viewer: it is left as it is, and this window remembers nothing.</source>
        <translation>{path} 由更新版本的 csr-viewer 写入：文件保持原样，此窗口不会记住任何内容。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} is damaged; it is kept as {kept}, and what is right in it counts.</source>
        <translation>{path} 已损坏；该文件保留为 {kept}，其中正确的内容仍然有效。</translation>
    </message>
    <message>
        <source>Esc, F or the mouse at the top edge: the menus again</source>
        <translation>按 Esc、F 或将鼠标移到上边缘可重新显示菜单</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>新名称：</translation>
    </message>
    <message>
        <source>{name} is no name of a file.</source>
        <translation>{name} 不是文件名。</translation>
    </message>
    <message>
        <source>There is already a file {name}.</source>
        <translation>文件 {name} 已存在。</translation>
    </message>
    <message>
        <source>It was not renamed: {reason}.</source>
        <translation>未重命名：{reason}。</translation>
    </message>
    <message>
        <source>{name} was not moved to the trash: {reason}.</source>
        <translation>{name} 未移到回收站：{reason}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{name} is in the trash</source>
        <translation>{name} 已移到回收站</translation>
    </message>
    <message>
        <source>It was not taken back: {reason}.</source>
        <translation>未能取回：{reason}。</translation>
    </message>
    <message>
        <source>What is shown is no file.</source>
        <translation>所显示的不是文件。</translation>
    </message>
    <message>
        <source>Scroll to zoom. Drag the line: left bicubic, right the field. Drop a photo to open it.</source>
        <translation>滚动以缩放。拖动分割线：左侧为双三次插值，右侧为场。拖入照片即可打开。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>These weights make another field. Save or undo the edits first.</source>
        <translation>这些权重会生成另一个场。请先保存或撤销编辑。</translation>
    </message>
    <message>
        <source>The fine field is seen above x1: zoom in.</source>
        <translation>精细场在 x1 以上可见：请放大。</translation>
    </message>
    <message>
        <source>The pixel grid is shown from x{scale:g} on.</source>
        <translation>像素网格从 x{scale:g} 起显示。</translation>
    </message>
    <message>
        <source>Pixel values are written from x{scale:g} on.</source>
        <translation>像素值从 x{scale:g} 起显示。</translation>
    </message>
    <message>
        <source>Kernels are shown as soon as the field is being made.</source>
        <translation>场开始生成后即显示核。</translation>
    </message>
    <message>
        <source>At this scale the photo itself is shown; cleaning is seen above 100 %.</source>
        <translation>此比例下显示照片本身；清理效果在 100 % 以上可见。</translation>
    </message>
    <message>
        <source>Automatic: as the file and its pixels tell</source>
        <translation>自动：由文件及其像素决定</translation>
    </message>
    <message>
        <source>Cleaning, from none to strong</source>
        <translation>清理强度，从无到强</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>The weights of this field were not trained for it; light and fine were.</source>
        <translation>此场的权重未为此训练；light 和 fine 可以。</translation>
    </message>
    <message>
        <source>The colour profile cannot be read without one more package, pip install &apos;csr-viewer[jxl]&apos;; colours are shown as if it were sRGB.</source>
        <translation>读取颜色配置文件还需要一个软件包：pip install &apos;csr-viewer[jxl]&apos;；颜色按 sRGB 显示。</translation>
    </message>
    <message>
        <source>{name} cannot be opened as a photo.</source>
        <translation>{name} 无法作为照片打开。</translation>
    </message>
    <message>
        <source>Filmstrip</source>
        <translation>胶片条</translation>
    </message>
    <message>
        <source>{name}: fields are read from {names}</source>
        <translation>{name}：场可从 {names} 读取</translation>
    </message>
    <message>
        <source>{name} is not a binary little-endian PLY file</source>
        <translation>{name} 不是二进制小端 PLY 文件</translation>
    </message>
    <message>
        <source>{name} holds no splats: it must have {names}</source>
        <translation>{name} 不含 splat：必须有 {names}</translation>
    </message>
    <message>
        <source>{address} is not a file of this machine</source>
        <translation>{address} 不是本机上的文件</translation>
    </message>
    <message>
        <source>drawings need Qt&apos;s SVG module, which is not installed here</source>
        <translation>绘图需要 Qt 的 SVG 模块，此处未安装</translation>
    </message>
    <message>
        <source>A drawing of {own_width} × {own_height}, drawn with {width} × {height} pixels.</source>
        <translation>{own_width} × {own_height} 的绘图，以 {width} × {height} 像素绘制。</translation>
    </message>
    <message>
        <source>the drawing is larger than {most} MB</source>
        <translation>绘图大于 {most} MB</translation>
    </message>
    <message>
        <source>Slideshow, {seconds:g} s each. Esc ends it</source>
        <translation>幻灯片，每张 {seconds:g} 秒。按 Esc 结束</translation>
    </message>
    <message>
        <source>Nothing of the photo is seen.</source>
        <translation>看不到照片的任何部分。</translation>
    </message>
    <message>
        <source>Copied the file {name}</source>
        <translation>已复制文件 {name}</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Printing {name}</source>
        <translation>正在打印 {name}</translation>
    </message>
    <message>
        <source>Printed {name}</source>
        <translation>已打印 {name}</translation>
    </message>
    <message>
        <source>The printer cannot be used.</source>
        <translation>无法使用该打印机。</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>最近的照片</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>{name}: {note}</source>
        <translation>{name}：{note}</translation>
    </message>
    <message>
        <source>{name} cannot be shown.</source>
        <translation>无法显示 {name}。</translation>
    </message>
    <message>
        <source>it holds more than its size allows</source>
        <translation>其内容超出文件大小所允许的范围</translation>
    </message>
    <message>
        <source>it is no file of tensors that can be read</source>
        <translation>它不是可读取的张量文件</translation>
    </message>
    <message>
        <source>it has become shorter</source>
        <translation>它变短了</translation>
    </message>
    <message>
        <source>it is no file of tensors, or not whole</source>
        <translation>它不是张量文件，或不完整</translation>
    </message>
</context>
</TS>
